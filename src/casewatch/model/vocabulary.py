"""The closed vocabularies of a reading: every kind, role and status has one spelling."""

from typing import Literal, get_args

Modality = Literal["asserted", "alleged", "possible", "denied", "expected"]
Role = Literal[
    "freed", "convicted", "accused", "victim", "official", "lawyer", "expert", "journalist", "other"
]
GroupKind = Literal["gang", "venue", "malware", "operation", "company", "victim", "platform"]
EventType = Literal[
    "search", "arrest", "charge", "appearance", "extradition", "plea", "trial", "conviction",
    "sentence", "appeal", "acquittal", "dismissal", "release", "exchange", "sanction", "reward",
    "seizure", "forfeiture", "takedown", "attack", "accusation", "death",
]  # fmt: skip
Offence = Literal[
    "hacking", "malware", "ransomware", "ddos", "carding", "identity_theft", "fraud", "wire_fraud",
    "bank_fraud", "insider_trading", "laundering", "extortion", "data_theft", "trafficking",
    "conspiracy", "spam", "espionage", "sanctions_evasion", "racketeering", "obstruction", "other",
]  # fmt: skip
SchemeKind = Literal[
    "carding", "hack_to_trade", "ransomware", "banking_malware", "phishing", "bec", "sim_swap",
    "ddos_for_hire", "marketplace", "laundering", "botnet", "data_theft", "account_takeover",
    "investment_fraud", "tech_support_fraud", "atm_cashout", "identity_theft", "crypto_theft",
    "espionage", "influence", "extortion", "other",
]  # fmt: skip
MoneyKind = Literal[
    "proceeds", "loss", "ransom", "restitution", "forfeiture", "fine", "seized", "bail", "reward",
    "laundered", "price", "other",
]  # fmt: skip
Status = Literal[
    "wanted", "charged", "in_custody", "convicted", "sentenced", "imprisoned", "released",
    "acquitted", "sanctioned", "deceased", "suspected",
]  # fmt: skip
SpeechKind = Literal["direct", "indirect"]

MODALITIES: tuple[str, ...] = get_args(Modality)
ROLES: tuple[str, ...] = get_args(Role)
GROUP_KINDS: tuple[str, ...] = get_args(GroupKind)
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
OFFENCES: tuple[str, ...] = get_args(Offence)
SCHEME_KINDS: tuple[str, ...] = get_args(SchemeKind)
MONEY_KINDS: tuple[str, ...] = get_args(MoneyKind)
STATUSES: tuple[str, ...] = get_args(Status)

#: Roles of the people whom a case is about; the others only appear in it.
SUBJECT_ROLES: frozenset[str] = frozenset({"accused", "convicted", "freed"})

#: A prison term of life, in months, and one already served.
LIFE_MONTHS = 9999
TIME_SERVED_MONTHS = 0
