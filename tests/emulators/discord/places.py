"""Servers, channels, roles and members, what each may do where, and how Discord tells of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from tests.emulators.discord import rules
from tests.emulators.discord.rules import EVERYTHING, PERMISSIONS, THREADS
from tests.emulators.discord.seen import Deed

Wire: TypeAlias = dict[str, Any]
USUAL: Final = sum(
    PERMISSIONS[one]
    for one in (
        "view_channel",
        "send_messages",
        "embed_links",
        "attach_files",
        "read_message_history",
        "use_application_commands",
        "create_public_threads",
        "send_messages_in_threads",
        "use_external_apps",
    )
)
"""What everybody may in a new server."""


_NONE: Final = (
    "icon description home_header splash discovery_splash banner application_id afk_channel_id "
    "system_channel_id widget_channel_id vanity_url_code rules_channel_id "
    "safety_alerts_channel_id public_updates_channel_id max_presences "
    "premium_progress_bar_enabled_user_updated_at incidents_data"
)
_ZERO: Final = (
    "system_channel_flags verification_level default_message_notifications mfa_level explicit_content_filter "
    "premium_tier premium_subscription_count nsfw_level"
)
"""What a server has of these is nothing."""


def moment(seconds: float) -> str:
    """A time as Discord writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def bits(*names: str) -> int:
    """Permissions by their names."""
    return sum(PERMISSIONS[one] for one in names)


@dataclass(slots=True, eq=False)
class Post:
    """A message, and who may see it."""

    wire: Wire
    author: int
    viewer: int | None = None
    """The only one who sees it."""

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.wire["id"])


@dataclass(slots=True, eq=False)
class Channel:
    """A channel, a thread, or a private chat."""

    id: int
    type: int
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    recipients: list[Wire] = field(default_factory=list)
    overwrites: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """By role or user: 0 for a role, 1 for a user; what is allowed, what is denied."""
    posts: dict[int, Post] = field(default_factory=dict)
    tags: list[Wire] = field(default_factory=list)
    tag_required: bool = False
    owner: int = 0
    archived: bool = False
    locked: bool = False
    log: list[Deed] = field(default_factory=list)
    """All that was done here, by anyone, in order."""
    read: int = 0
    """How much of the log the test has taken notice of."""
    crossposts: list[float] = field(default_factory=list)
    old_edits: list[float] = field(default_factory=list)
    gone: bool = False

    @property
    def is_thread(self) -> bool:
        """Whether it stands under another channel."""
        return self.type in THREADS

    def wire(self) -> Wire:
        """It, as Discord tells of it."""
        last = next(reversed(self.posts), None)
        told: Wire = {"id": str(self.id), "type": self.type, "flags": 16 if self.tag_required else 0}
        told["last_message_id"] = str(last) if last else None
        if self.guild is None:
            return told | {"recipients": self.recipients}
        told |= {"guild_id": str(self.guild.id), "name": self.name, "rate_limit_per_user": 0}
        told["parent_id"] = str(self.parent.id) if self.parent else None
        if self.is_thread:
            return told | self._thread()
        told |= {"position": 0, "nsfw": False, "topic": None}
        told["permission_overwrites"] = [
            {"id": str(who), "type": kind, "allow": str(allow), "deny": str(deny)}
            for who, (kind, allow, deny) in self.overwrites.items()
        ]
        if self.type == rules.FORUM:
            told |= {"available_tags": self.tags, "default_forum_layout": 0, "default_sort_order": None}
        return told

    def _thread(self) -> Wire:
        since = moment((self.id >> 22) / 1000 + 1_420_070_400)
        return {
            "owner_id": str(self.owner),
            "message_count": len(self.posts),
            "member_count": 1,
            "total_message_sent": len(self.posts),
            "thread_metadata": {
                "archived": self.archived,
                "locked": self.locked,
                "auto_archive_duration": 1440,
                "archive_timestamp": since,
                "create_timestamp": since,
            },
        }


@dataclass(slots=True, eq=False)
class Guild:
    """A server."""

    id: int
    name: str
    owner: int
    locale: str = "en-US"
    roles: dict[int, Wire] = field(default_factory=dict)
    members: dict[int, Wire] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    unavailable: bool = False

    def role(self, number: int, name: str, permissions: int) -> Wire:
        """A new role; the one that has the server's own number is everybody's."""
        none = {"icon": None, "unicode_emoji": None, "hoist": False, "managed": False, "mentionable": False}
        colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
        self.roles[number] = {
            "id": str(number),
            "name": name,
            "permissions": str(permissions),
            "position": len(self.roles),
            "color": 0,
            "colors": colors,
            "flags": 0,
        } | none
        return self.roles[number]

    def joins(self, user: Wire, at: float) -> None:
        """One more member."""
        none = dict.fromkeys(("avatar", "banner", "communication_disabled_until", "nick", "premium_since"))
        self.members[int(user["id"])] = {
            "user": user,
            "roles": [],
            "joined_at": moment(at),
            "flags": 0,
            "pending": False,
            "mute": False,
            "deaf": False,
        } | none

    def permissions(self, user: int, channel: Channel | None = None) -> int:
        """What a member may do, in a channel or in general."""
        member = self.members.get(user)
        if member is None:
            return 0
        roles = [self.id, *(int(one) for one in member["roles"])]
        may = 0
        for role in roles:
            may |= int(self.roles[role]["permissions"])
        if user == self.owner or may & PERMISSIONS["administrator"]:
            return EVERYTHING
        place = channel.parent if channel and channel.is_thread else channel
        return _overwritten(may, place, self.id, roles[1:], user) if place else may

    def wire(self, *, full: bool = False) -> Wire:
        """It, as Discord tells of it; `full` as in GUILD_CREATE."""
        none = dict.fromkeys(_NONE.split())
        zero = dict.fromkeys(_ZERO.split(), 0)
        told: Wire = {"id": str(self.id), "name": self.name, "owner_id": str(self.owner)} | none | zero
        told |= {"region": "deprecated", "afk_timeout": 300, "preferred_locale": self.locale}
        told |= {"roles": list(self.roles.values()), "emojis": [], "stickers": [], "features": []}
        told |= {"widget_enabled": False, "premium_progress_bar_enabled": False, "nsfw": False}
        told |= {"max_members": 500_000, "max_video_channel_users": 25, "max_stage_video_channel_users": 50}
        return told | self._details() if full else told

    def _details(self) -> Wire:
        every = self.channels.values()
        return {
            "joined_at": moment(0),
            "large": False,
            "unavailable": False,
            "member_count": len(self.members),
            "members": [one for one in self.members.values() if one["user"]["bot"]],
            "channels": [one.wire() for one in every if not one.is_thread],
            "threads": [one.wire() for one in every if one.is_thread and not one.archived],
            **{name: [] for name in ("presences", "voice_states", "stage_instances", "soundboard_sounds")},
            "guild_scheduled_events": [],
        }


def _overwritten(may: int, place: Channel, everyone: int, roles: list[int], user: int) -> int:
    """Discord's order: everybody's, then all roles' denials and allowances, then the member's own."""
    none = (0, 0, 0)
    _, allow, deny = place.overwrites.get(everyone, none)
    may = may & ~deny | allow
    granted = [place.overwrites.get(one, none) for one in roles]
    for _, _, deny in granted:
        may &= ~deny
    for _, allow, _ in granted:
        may |= allow
    _, allow, deny = place.overwrites.get(user, none)
    may = may & ~deny | allow
    return may if may & PERMISSIONS["view_channel"] else 0
