"""A mail server on loopback: IMAP as far as a reader needs it, well or badly."""

from __future__ import annotations

import re
import socketserver

from tests.following.loopback import Loopback


class Post(Loopback):
    """Messages by number. `faults` may hold `huge`, `dropped` or `no`, by command."""

    def __init__(self) -> None:
        self.messages: dict[int, bytes] = {}
        self.validity = 7
        self.capabilities = "IMAP4rev1"
        self.faults: dict[str, str] = {}
        self.commands: list[str] = []
        self.logins: list[str] = []
        post = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"* OK ready\r\n")
                for line in self.rfile:
                    tag, _, words = line.decode().strip().partition(" ")
                    post.commands.append(words)
                    answer = post.answer(words)
                    if answer is None:
                        return
                    status = b"OK" if not answer.startswith(b"!") else b"NO"
                    self.wfile.write(
                        answer.removeprefix(b"!") + tag.encode() + b" " + status + b" done\r\n"
                    )
                    if words == "LOGOUT":
                        return

        super().__init__(Handler)
        self.url = f"imap://desk@127.0.0.1:{self.port}/Alerts"

    def answer(self, words: str) -> bytes | None:
        """What is sent back before the last line; None drops the connection."""
        command = " ".join(words.split()[:2]) if words.startswith("UID") else words.split()[0]
        fault = self.faults.get(command)
        if fault == "dropped":
            return None
        if fault == "no":
            return b"!"
        if command == "CAPABILITY":
            return f"* CAPABILITY {self.capabilities}\r\n".encode()
        if command == "LOGIN":
            self.logins.append(words)
        if command == "EXAMINE":
            return f"* {len(self.messages)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] ok\r\n".encode()
        if command == "UID SEARCH":
            return ("* SEARCH " + " ".join(map(str, self.messages)) + "\r\n").encode()
        if command == "UID FETCH":
            return self._fetch(words, fault)
        return b""

    def _fetch(self, words: str, fault: str | None) -> bytes:
        found = re.match(r"UID FETCH (\d+) \((.*)\)", words)
        assert found is not None
        content = self.messages.get(int(found[1]))
        if content is None:
            return b""
        if "SIZE" in found[2]:
            return b"* 1 FETCH (UID %s RFC822.SIZE %d)\r\n" % (found[1].encode(), len(content))
        size = 10**10 if fault == "huge" else len(content)
        return b"* 1 FETCH (UID %s BODY[] {%d}\r\n%s)\r\n" % (found[1].encode(), size, content)
