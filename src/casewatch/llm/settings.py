"""Where the model is, and what it may cost; from the environment, never from a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casewatch.errors import UsageError

URL, MODEL = "CASEWATCH_LLM_URL", "CASEWATCH_LLM_MODEL"
KEY, KEY_FILE = "CASEWATCH_LLM_KEY", "CASEWATCH_LLM_KEY_FILE"
BUDGET, SECONDS = "CASEWATCH_LLM_BUDGET", "CASEWATCH_LLM_SECONDS"
#: Tokens, in and out, that one run may use unless told otherwise: about 300 reports.
MOST_TOKENS = 2_000_000
#: Seconds that one answer may take.
LONGEST = 120.0


@dataclass(frozen=True, slots=True)
class Settings:
    """An address such as `http://localhost:8000/v1`, the model's name, key, and bounds.

    `budget` is the tokens that one run may use; `seconds` how long one answer may take.
    """

    url: str
    model: str
    key: str = ""
    budget: int = MOST_TOKENS
    seconds: float = LONGEST


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings, from the environment. Raises `UsageError`, saying what to set."""
    url, model = (environment.get(name, "").strip() for name in (URL, MODEL))
    if not url or not model:
        missing = " and ".join(name for name, value in ((URL, url), (MODEL, model)) if not value)
        raise UsageError(
            f"the reader llm needs {missing}",
            hint=f"for example {URL}=http://localhost:8000/v1 {MODEL}=some-model",
        )
    if not url.startswith(("http://", "https://")):
        raise UsageError(f"{URL} is no address: {url}", hint="begin with http:// or https://")
    return Settings(
        url.rstrip("/"),
        model,
        _key(environment),
        int(_number(environment, BUDGET, MOST_TOKENS)),
        _number(environment, SECONDS, LONGEST),
    )


def _key(environment: Mapping[str, str]) -> str:
    path = environment.get(KEY_FILE, "").strip()
    if not path:
        return environment.get(KEY, "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{KEY_FILE}: {path} cannot be read: {error}") from error


def _number(environment: Mapping[str, str], name: str, usual: float) -> float:
    text = environment.get(name, "").strip()
    if not text:
        return usual
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found < 1e12:
        raise UsageError(f"{name} is no number above zero: {text}")
    return found
