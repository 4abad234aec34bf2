"""The words of `explanation`, per language. Every code that a verdict may carry has its phrase."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from attendance.queues.snapshot import Criterion, Exclusion, Reason


class Locale(StrEnum):
    PT_BR = "pt-BR"
    EN = "en"
    ES = "es"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Templates: `criteria` may name {ours}, {theirs}, {other} and {topic}; `exclusions` may name {skill}."""

    chosen: str
    only: str
    nobody: str
    excluded: str
    further: str
    relaxed: str
    retry: str
    never: str
    seconds_ago: str
    minutes_ago: str
    hours_ago: str
    criteria: Mapping[Criterion, str]
    reasons: Mapping[Reason, str]
    exclusions: Mapping[str, str]


_PORTUGUESE = Phrases(
    chosen="{name} foi escolhido(a) entre {count} atendentes disponíveis: {why}.",
    only="{name} foi escolhido(a): era a única pessoa disponível.",
    nobody="Ninguém foi escolhido: {why}.",
    excluded="Não podiam receber: {people}.",
    further="e mais {n}",
    relaxed="Depois de {seconds} s de espera as habilidades exigidas deixaram de ser obrigatórias.",
    retry="A decisão será refeita em {seconds} s, ou antes se algo mudar.",
    never="nunca",
    seconds_ago="há {n} s",
    minutes_ago="há {n} min",
    hours_ago="há {n} h",
    criteria={
        Criterion.MEMBER_PRIORITY: "vem antes na ordem da fila (prioridade {ours}; {other}: {theirs})",
        Criterion.PREFERRED: "foi quem atendeu este cliente da última vez",
        Criterion.TOPIC: "prefere o assunto “{topic}”",
        Criterion.MATCHED_SKILLS: "tem mais das habilidades pedidas ({ours}; {other}: {theirs})",
        Criterion.PROFICIENCY: "tem mais domínio das habilidades pedidas ({ours}; {other}: {theirs})",
        Criterion.SHARE_IN_USE: "está com a menor parte da capacidade em uso ({ours}; {other}: {theirs})",
        Criterion.FEWEST_SKILLS: "tem menos habilidades, e assim quem atende de tudo fica livre "
        "({ours}; {other}: {theirs})",
        Criterion.LONGEST_IDLE: "está há mais tempo sem receber uma conversa ({ours}; {other}: {theirs})",
        Criterion.ID: "empate em tudo com {other}; valeu a ordem dos cadastros",
    },
    reasons={
        Reason.ONLY_CANDIDATE: "era a única pessoa disponível",
        Reason.BEST_CANDIDATE: "venceu a comparação",
        Reason.SKILLS_RELAXED: "as habilidades exigidas deixaram de ser obrigatórias",
        Reason.AUTO_ASSIGN_OFF: "a atribuição automática está desligada nesta fila",
        Reason.QUEUE_CLOSED: "a fila está fora do horário de atendimento",
        Reason.NO_MEMBERS: "a fila não tem atendentes",
        Reason.NOBODY_ACTIVE: "nenhum membro da fila está ativo",
        Reason.NOBODY_ONLINE: "nenhum atendente está online",
        Reason.NOBODY_FOR_CHANNEL: "nenhum atendente online atende este canal",
        Reason.NOBODY_WITH_SKILLS: "nenhum atendente online tem as habilidades exigidas",
        Reason.EVERYONE_FULL: "todos os atendentes que poderiam receber estão com a capacidade esgotada",
        Reason.WAITING_FOR_PREFERRED: "a conversa espera pelo último atendente deste cliente",
    },
    exclusions={
        Exclusion.MEMBERSHIP_INACTIVE: "inativo(a) na fila",
        Exclusion.OFFLINE: "offline",
        Exclusion.LEASE_EXPIRED: "sem conexão",
        Exclusion.BUSY: "ocupado(a)",
        Exclusion.AWAY: "ausente",
        Exclusion.WRONG_CHANNEL: "não atende este canal",
        Exclusion.MISSING_SKILL: "sem a habilidade “{skill}”",
        Exclusion.NO_CAPACITY: "capacidade esgotada nesta fila",
        Exclusion.NO_TOTAL_CAPACITY: "capacidade esgotada no total",
        Exclusion.HELD_FOR_PREFERRED: "a vez está reservada ao último atendente",
    },
)

_ENGLISH = Phrases(
    chosen="{name} was chosen among {count} available attendants: {why}.",
    only="{name} was chosen: nobody else was available.",
    nobody="Nobody was chosen: {why}.",
    excluded="Could not receive: {people}.",
    further="and {n} more",
    relaxed="After a wait of {seconds} s the required skills were no longer required.",
    retry="The decision is taken again in {seconds} s, or earlier if something changes.",
    never="never",
    seconds_ago="{n} s ago",
    minutes_ago="{n} min ago",
    hours_ago="{n} h ago",
    criteria={
        Criterion.MEMBER_PRIORITY: "comes first in the queue's order (priority {ours}; {other}: {theirs})",
        Criterion.PREFERRED: "served this customer last time",
        Criterion.TOPIC: "prefers the topic “{topic}”",
        Criterion.MATCHED_SKILLS: "has more of the skills asked for ({ours}; {other}: {theirs})",
        Criterion.PROFICIENCY: "is more proficient in the skills asked for ({ours}; {other}: {theirs})",
        Criterion.SHARE_IN_USE: "has the least share of capacity in use ({ours}; {other}: {theirs})",
        Criterion.FEWEST_SKILLS: "has fewer skills, which keeps generalists free ({ours}; {other}: {theirs})",
        Criterion.LONGEST_IDLE: "has gone longest without a new conversation ({ours}; {other}: {theirs})",
        Criterion.ID: "equal to {other} in everything; the order of registration decided",
    },
    reasons={
        Reason.ONLY_CANDIDATE: "nobody else was available",
        Reason.BEST_CANDIDATE: "came first in the comparison",
        Reason.SKILLS_RELAXED: "the required skills were no longer required",
        Reason.AUTO_ASSIGN_OFF: "automatic assignment is switched off in this queue",
        Reason.QUEUE_CLOSED: "the queue is outside its opening hours",
        Reason.NO_MEMBERS: "the queue has no attendants",
        Reason.NOBODY_ACTIVE: "no member of the queue is active",
        Reason.NOBODY_ONLINE: "no attendant is online",
        Reason.NOBODY_FOR_CHANNEL: "no attendant who is online serves this channel",
        Reason.NOBODY_WITH_SKILLS: "no attendant who is online has the required skills",
        Reason.EVERYONE_FULL: "all attendants who could receive are at capacity",
        Reason.WAITING_FOR_PREFERRED: "the conversation waits for this customer's last attendant",
    },
    exclusions={
        Exclusion.MEMBERSHIP_INACTIVE: "inactive in the queue",
        Exclusion.OFFLINE: "offline",
        Exclusion.LEASE_EXPIRED: "not connected",
        Exclusion.BUSY: "busy",
        Exclusion.AWAY: "away",
        Exclusion.WRONG_CHANNEL: "doesn't serve this channel",
        Exclusion.MISSING_SKILL: "lacks the skill “{skill}”",
        Exclusion.NO_CAPACITY: "at capacity in this queue",
        Exclusion.NO_TOTAL_CAPACITY: "at capacity over all queues",
        Exclusion.HELD_FOR_PREFERRED: "the turn is kept for the last attendant",
    },
)

_SPANISH = Phrases(
    chosen="{name} fue elegido(a) entre {count} agentes disponibles: {why}.",
    only="{name} fue elegido(a): era la única persona disponible.",
    nobody="Nadie fue elegido: {why}.",
    excluded="No podían recibir: {people}.",
    further="y {n} más",
    relaxed="Tras {seconds} s de espera las habilidades exigidas dejaron de ser obligatorias.",
    retry="La decisión se tomará de nuevo en {seconds} s, o antes si algo cambia.",
    never="nunca",
    seconds_ago="hace {n} s",
    minutes_ago="hace {n} min",
    hours_ago="hace {n} h",
    criteria={
        Criterion.MEMBER_PRIORITY: "va primero en el orden de la cola (prioridad {ours}; {other}: {theirs})",
        Criterion.PREFERRED: "atendió a este cliente la última vez",
        Criterion.TOPIC: "prefiere el asunto “{topic}”",
        Criterion.MATCHED_SKILLS: "tiene más de las habilidades pedidas ({ours}; {other}: {theirs})",
        Criterion.PROFICIENCY: "domina mejor las habilidades pedidas ({ours}; {other}: {theirs})",
        Criterion.SHARE_IN_USE: "tiene la menor parte de su capacidad en uso ({ours}; {other}: {theirs})",
        Criterion.FEWEST_SKILLS: "tiene menos habilidades, y así quien atiende de todo queda libre "
        "({ours}; {other}: {theirs})",
        Criterion.LONGEST_IDLE: "lleva más tiempo sin recibir una conversación ({ours}; {other}: {theirs})",
        Criterion.ID: "empate en todo con {other}; decidió el orden de registro",
    },
    reasons={
        Reason.ONLY_CANDIDATE: "era la única persona disponible",
        Reason.BEST_CANDIDATE: "ganó la comparación",
        Reason.SKILLS_RELAXED: "las habilidades exigidas dejaron de ser obligatorias",
        Reason.AUTO_ASSIGN_OFF: "la asignación automática está desactivada en esta cola",
        Reason.QUEUE_CLOSED: "la cola está fuera de su horario",
        Reason.NO_MEMBERS: "la cola no tiene agentes",
        Reason.NOBODY_ACTIVE: "ningún miembro de la cola está activo",
        Reason.NOBODY_ONLINE: "ningún agente está en línea",
        Reason.NOBODY_FOR_CHANNEL: "ningún agente en línea atiende este canal",
        Reason.NOBODY_WITH_SKILLS: "ningún agente en línea tiene las habilidades exigidas",
        Reason.EVERYONE_FULL: "todos los agentes que podrían recibir tienen su capacidad agotada",
        Reason.WAITING_FOR_PREFERRED: "la conversación espera al último agente de este cliente",
    },
    exclusions={
        Exclusion.MEMBERSHIP_INACTIVE: "inactivo(a) en la cola",
        Exclusion.OFFLINE: "desconectado(a)",
        Exclusion.LEASE_EXPIRED: "sin conexión",
        Exclusion.BUSY: "ocupado(a)",
        Exclusion.AWAY: "ausente",
        Exclusion.WRONG_CHANNEL: "no atiende este canal",
        Exclusion.MISSING_SKILL: "sin la habilidad “{skill}”",
        Exclusion.NO_CAPACITY: "capacidad agotada en esta cola",
        Exclusion.NO_TOTAL_CAPACITY: "capacidad total agotada",
        Exclusion.HELD_FOR_PREFERRED: "el turno está reservado al último agente",
    },
)

PHRASES: Mapping[Locale, Phrases] = {
    Locale.PT_BR: _PORTUGUESE,
    Locale.EN: _ENGLISH,
    Locale.ES: _SPANISH,
}
