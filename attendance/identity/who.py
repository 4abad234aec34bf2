"""The person who acts, and what they may do. Known to workers too, which have no requests."""

from dataclasses import dataclass
from uuid import UUID

from attendance.identity.permissions import Permission
from attendance.identity.schemas import Role, Visibility
from attendance.kernel.errors import NotAllowed
from attendance.kernel.events import Actor


class PermissionMissing(NotAllowed):
    code = "permission_missing"
    message = "This needs the permission {permission}, which your role or your token doesn't have."


@dataclass(frozen=True, slots=True)
class Who:
    """The signed-in user, with what they may do here and now (for an API token: within its scopes)."""

    user_id: UUID
    tenant_id: UUID
    name: str
    role: Role
    visibility: Visibility
    permissions: frozenset[Permission]
    locale: str
    login_id: UUID | None
    """None for an API token."""
    csrf_token: str | None
    token_id: UUID | None = None
    """None for a browser."""

    @property
    def actor(self) -> Actor:
        return Actor("attendant", self.user_id, self.name)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raises PermissionMissing."""
        if permission not in self.permissions:
            raise PermissionMissing(permission=permission)
