"""What a message is like after changes, in whatever order and however often they are told."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import ChangeKind
from attendance.conversations.revisions import Change, Words, revised

START = datetime(2026, 11, 1, 12, tzinfo=UTC)


def change(kind: ChangeKind, second: int, text: str = "", *, by: str = "contact:1") -> Change:
    return Change(kind, START + timedelta(seconds=second), by, "Ana", text)


def after(*told: Change) -> Words:
    words = Words("primeiras")
    for one in told:
        words = revised(words, one) or words
    return words


def test_an_edit_keeps_the_former_words() -> None:
    words = after(change(ChangeKind.EDITED, 1, "segundas"), change(ChangeKind.EDITED, 2, "terceiras"))

    assert words.text == "terceiras"
    assert [one["text"] for one in words.history] == ["primeiras", "segundas"]


def test_an_older_edit_never_replaces_a_newer_one() -> None:
    words = after(change(ChangeKind.EDITED, 2, "nova"), change(ChangeKind.EDITED, 1, "velha"))

    assert words.text == "nova"


def test_the_first_of_two_edits_in_one_second_may_be_told_again() -> None:
    first, second = change(ChangeKind.EDITED, 1, "uma"), change(ChangeKind.EDITED, 1, "duas")

    assert after(first, second, first).text == "duas"


def test_what_was_taken_back_is_not_edited() -> None:
    words = after(change(ChangeKind.DELETED, 1), change(ChangeKind.EDITED, 2, "outra"))

    assert (words.text, words.deleted_at) == ("primeiras", START + timedelta(seconds=1))


def test_each_person_has_one_reaction() -> None:
    words = after(
        change(ChangeKind.REACTED, 1, "👍"),
        change(ChangeKind.REACTED, 2, "🙏"),
        change(ChangeKind.REACTED, 3, "🎉", by="user:2"),
    )

    assert [(one["by"], one["emoji"]) for one in words.reactions] == [("contact:1", "🙏"), ("user:2", "🎉")]


def test_a_reaction_that_was_taken_back_does_not_come_again() -> None:
    words = after(
        change(ChangeKind.REACTED, 1, "👍"),
        change(ChangeKind.REACTED, 3),
        change(ChangeKind.REACTED, 2, "🙏"),
    )

    assert [one["emoji"] for one in words.reactions] == [""]


CHANGES = st.lists(
    st.builds(
        change,
        st.sampled_from(ChangeKind),
        st.integers(0, 5),
        st.sampled_from(["", "a", "b", "c"]),
        by=st.sampled_from(["contact:1", "user:2"]),
    ),
    max_size=8,
    unique_by=lambda one: (one.kind, one.at, one.by),
)


@given(CHANGES)
def test_telling_everything_again_changes_nothing(told: list[Change]) -> None:
    assert after(*told, *told) == after(*told)


@given(CHANGES, st.randoms())
def test_the_newest_reaction_stands_in_any_order(told: list[Change], random: object) -> None:
    reactions = [one for one in told if one.kind is ChangeKind.REACTED]
    shuffled = list(reactions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' own Random

    def stand(words: Words) -> dict[str, str]:
        return {one["by"]: one["emoji"] for one in words.reactions if one["emoji"]}

    assert stand(after(*shuffled)) == stand(after(*reactions))
