"""A chat, as a test looks at it."""

from __future__ import annotations

from tests.emulators.telegram.chats import Chat
from tests.emulators.telegram.seen import Deed, Seen, transcript
from tests.emulators.telegram.world import World
from tests.emulators.waiting import DEADLINE


class Room:
    """A chat, as a test looks at it: what the bot does there, one thing after the other."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat

    @property
    def id(self) -> int:
        """Its number."""
        return self.chat.id

    def _next(self, kinds: tuple[str, ...]) -> Deed | None:
        for position in range(self.chat.read, len(self.chat.log)):
            deed = self.chat.log[position]
            if deed.by_bot and deed.kind in kinds:
                self.chat.read = position + 1
                return deed
        return None

    async def reply(self, *kinds: str, within: float = DEADLINE) -> Seen:
        """The next message that the bot sends or edits here (or another kind of deed); each is given once."""
        wanted = kinds or ("sent", "edited")
        try:
            return (await self.world.until(lambda: self._next(wanted), " or ".join(wanted), within)).seen
        except AssertionError as error:
            raise AssertionError(f"{error}, in this chat:\n{self.transcript()}") from None

    def unread(self) -> list[Deed]:
        """What the bot did here that no test has taken notice of; now noticed."""
        deeds = [one for one in self.chat.log[self.chat.read :] if one.by_bot and one.kind != "acting"]
        self.chat.read = len(self.chat.log)
        return deeds

    def messages(self) -> list[Seen]:
        """All messages that stand here now."""
        return [Seen(self.chat.shown(one)) for one in self.chat.messages.values()]

    def last(self) -> Seen:
        """The bot's last message here."""
        ours = [one for one in self.messages() if self.world.is_ours(one.raw)]
        assert ours, f"the bot has said nothing here:\n{self.transcript()}"
        return ours[-1]

    def transcript(self) -> str:
        """All that was said and done here."""
        return transcript(self.chat.log)
