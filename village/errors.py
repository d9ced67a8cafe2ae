"""The only errors a person is told about."""

from __future__ import annotations


class VillageError(Exception):
    """Something expected went wrong and nothing was changed.

    `code` names it for programs (the codes of scenario files where one fits), `clause` the rule behind
    it ("" where no document says so), `params` fill the sentence that people read: the phrase
    `error.<code>` of `village.language.phrases`.
    """

    def __init__(self, code: str, clause: str = "", **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.clause = clause
        self.params = params

    def __str__(self) -> str:
        """For logs and for the machine's technician: the code, and what it is about."""
        about = ", ".join(f"{name} {value}" for name, value in self.params.items())
        return f"{self.code} ({about})" if about else self.code
