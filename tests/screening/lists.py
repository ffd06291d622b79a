"""Small made-up lists of each kind, as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SDN = """\
1001,"EXAMPLOV, Ivan Petrovich",individual,"CYBER2","-0- ",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 03 Feb 1984; POB Nowhere; nationality Russia; a.k.a. 'ivex'."
1002,"EXAMPLE SHIPPING CO.",-0- ,"IRAN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-
1003,"TESTOVA, Mara",individual,"CYBER2] [DPRK4",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1979 to 1981; nationality Korea, North."
1004,"SEA EXAMPLE",vessel,"IRAN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-
\x1a
"""
ALT = """\
1001,1,"aka","PRIMEROV, Iwan",-0-
1003,2,"fka","PRIMEROVA, Mara",-0-
"""
XML = """\
<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://lists.example/sdn">
 <publshInformation><Record_Count>1</Record_Count></publshInformation>
 <sdnEntry>
  <uid>1001</uid><firstName>Ivan Petrovich</firstName><lastName>EXAMPLOV</lastName>
  <sdnType>Individual</sdnType>
  <programList><program>CYBER2</program></programList>
  <akaList><aka><uid>1</uid><type>a.k.a.</type><lastName>IVEX</lastName></aka>
   <aka><uid>2</uid><firstName>Iwan</firstName><lastName>PRIMEROV</lastName></aka></akaList>
  <nationalityList><nationality><country>Russia</country></nationality></nationalityList>
  <dateOfBirthList><dateOfBirthItem><dateOfBirth>03 Feb 1984</dateOfBirth></dateOfBirthItem>
  </dateOfBirthList>
 </sdnEntry>
</sdnList>
"""
BOMB = """\
<?xml version="1.0"?>
<!DOCTYPE sdnList [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<sdnList><sdnEntry><uid>1</uid><lastName>&d;</lastName></sdnEntry></sdnList>
"""
GALAXY: dict[str, Any] = {
    "name": "Threat Actor",
    "type": "threat-actor",
    "category": "actor",
    "values": [
        {"value": "PAPER PANDA", "uuid": "u-1", "meta": {"synonyms": ["APT914"], "country": "CN"}},
        {"value": "Glass Gull", "uuid": "u-2", "meta": {"synonyms": ["APT915", "PaperBird"]}},
        {"value": "Bare Badger", "uuid": "u-3"},
    ],
}
BUNDLE: dict[str, Any] = {
    "type": "bundle",
    "id": "bundle--1",
    "objects": [
        {"type": "intrusion-set", "id": "i-1", "name": "Paper Panda", "aliases": ["APT914"]},
        {"type": "identity", "id": "p-1", "name": "Ivan Examplov", "identity_class": "individual"},
        {"type": "relationship", "id": "r-1"},
        {"type": "malware", "id": "m-1", "name": "Old One", "revoked": True},
    ],
}
FTM: list[dict[str, Any]] = [
    {
        "id": "x-1",
        "schema": "Person",
        "caption": "Ivan Examplov",
        "properties": {
            "name": ["Ivan Examplov", "Иван Экзамплов"],
            "alias": ["ivex"],
            "birthDate": ["1984-02-03"],
            "nationality": ["ru"],
        },
    },
    {"id": "x-2", "schema": "Company", "properties": {"name": ["Example Shipping"]}},
    {"id": "x-3", "schema": "Ownership", "properties": {"owner": ["x-1"]}},
]


def put(folder: Path, name: str, content: str | object) -> Path:
    path = folder / name
    if not isinstance(content, str):
        content = json.dumps(content, ensure_ascii=False)
    path.write_text(content, encoding="utf-8")
    return path


def put_lines(folder: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    return put(folder, name, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
