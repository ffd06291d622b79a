"""Our exports before programs of others: the STIX library and validator, MISP, FollowTheMoney."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from casewatch.sharing.ftm.entities import entities
from casewatch.sharing.ftm.write import write_entities, write_statements
from casewatch.sharing.gather import Choice, gather
from casewatch.sharing.misp.events import events
from casewatch.sharing.misp.feed import write_feed
from casewatch.sharing.misp.parts import templates
from casewatch.sharing.model import Share
from casewatch.sharing.stix.stamps import Stamps
from casewatch.sharing.stix.write import Profile, objects, write
from casewatch.store import Store
from tests.sharing.judges import ROOT, judged, python
from tests.sharing.made import NOW, fill

JUDGES, OPENCTI = ".venv-judges", ".venv-judges-opencti"
SCHEMAS = ROOT / "src" / "casewatch" / "sharing" / "schemas"

PARSED = """
import json, sys, stix2
for name in sys.argv[1:]:
    bundle = json.load(open(name))
    assert len(stix2.parse(bundle, allow_custom=False).objects) == len(bundle["objects"])
"""
VALID = """
import sys
from stix2validator import ValidationOptions, validate_file
options = ValidationOptions(
    strict=True, disabled=["103", "302"], enforce_refs=True, schema_dir=sys.argv[1], version="2.1"
)
for name in sys.argv[2:]:
    result = validate_file(name, options)
    told = [str(e) for r in result.object_results for e in (*r.errors, *r.warnings)]
    assert result.is_valid, told[:5]
"""
SPLIT = """
import json, sys
from pycti.utils.opencti_stix2_splitter import OpenCTIStix2Splitter
bundle = json.load(open(sys.argv[1]))
count, incompatible, parts = OpenCTIStix2Splitter().split_bundle_with_expectations(
    bundle=bundle, use_json=False, cleanup_inconsistent_bundle=True
)
found = [o for p in parts for o in (json.loads(p) if isinstance(p, str) else p)["objects"]]
before = {o["id"]: o for o in bundle["objects"]}
after = {o["id"]: o for o in found}
dropped = sorted({before[i]["type"] for i in before if i not in after})
trimmed = [i for i in after if len(after[i].get("object_refs", [])) != len(before[i].get("object_refs", []))]
print(json.dumps({"dropped": dropped, "trimmed": trimmed, "incompatible": len(incompatible)}))
"""
TO_MISP = """
import sys
from misp_stix_converter import ExternalSTIX2toMISPParser
parser = ExternalSTIX2toMISPParser()
parser.load_stix_bundle(__import__("stix2").parse(open(sys.argv[1]).read(), allow_custom=False))
parser.parse_stix_bundle(single_event=True)
event = parser.misp_event
text = event.to_json()
print(len(event.objects), "Mara Testova" in text)
"""
MISP = """
import json, sys
from pymisp import MISPEvent
from pymisp.mispevent import MISPObject
for told in json.load(open(sys.argv[1])):
    count = len(told["Event"]["Object"])
    event = MISPEvent(strict_validation=True)
    event.load(told)
    assert len(event.objects) == count
    for one in event.objects:
        strict = MISPObject(one.name, strict=True)
        assert str(strict.template_uuid) == one.template_uuid, one.name
        assert str(strict.template_version) == str(one.template_version), one.name
        for a in one.attributes:
            strict.add_attribute(a.object_relation, value=a.value)
        strict.to_dict()
    event.to_feed(with_meta=True)
known = json.load(open(sys.argv[2]))
for name, own in known.items():
    definition = MISPObject(name, strict=True)._definition
    for relation, (type_, _) in own["attributes"].items():
        assert definition["attributes"][relation]["misp-attribute"] == type_, (name, relation)
"""
FEED = """
import json, sys, hashlib, pathlib
from pymisp import MISPEvent
folder = pathlib.Path(sys.argv[1])
manifest = json.loads((folder / "manifest.json").read_text())
hashes = {tuple(line.split(",")) for line in (folder / "hashes.csv").read_text().splitlines()}
for uuid, head in manifest.items():
    event = MISPEvent()
    event.load_file(folder / f"{uuid}.json")
    assert event.uuid == uuid and event.info == head["info"]
    for one in event.objects:
        for a in one.attributes:
            assert (hashlib.md5(str(a.value).encode()).hexdigest(), uuid) in hashes
print(len(manifest))
"""
FTM = """
import json, sys
from followthemoney import model
for line in open(sys.argv[1]):
    told = json.loads(line)
    model.get(told["schema"]).validate(told)
    proxy = model.get_proxy(told, cleaned=False)
    for name, values in told["properties"].items():
        prop = proxy.schema.get(name)
        for value in values:
            assert value in proxy.get(name), (told["schema"], name, value)
            assert prop.type.clean(value, proxy=proxy) is not None, (told["schema"], name, value)
"""


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Share]:
    url = fill(tmp_path_factory.mktemp("judged") / "store.db")
    with Store.open(url, readonly=True) as store:
        yield gather(store, Choice(with_protected=True))


def bundle(share: Share, path: Path, profile: Profile = "full", *, again: bool = False) -> str:
    """A bundle in a file; `again` for one in which everything but two cases was withdrawn."""
    stamps = Stamps(NOW)
    made = list(objects(share, stamps, profile=profile))
    if again:
        less = Share(tuple(share.cases)[:2], share.reports)
        made = list(objects(less, Stamps("2026-06-01T00:00:00.000Z", stamps.changed)))
    with path.open("w", encoding="utf-8") as out:
        write(made, out)
    return str(path)


def test_the_stix_library_parses_every_bundle_without_custom_parts(
    share: Share, tmp_path: Path
) -> None:
    python(JUDGES)
    files = [bundle(share, tmp_path / "full.json"), bundle(share, tmp_path / "o.json", "opencti"),
             bundle(share, tmp_path / "again.json", again=True)]  # fmt: skip
    judged(JUDGES, PARSED, *files)


def test_the_validator_finds_nothing(share: Share, tmp_path: Path) -> None:
    python(JUDGES)
    full = bundle(share, tmp_path / "full.json")
    judged(JUDGES, VALID, str(SCHEMAS), full, bundle(share, tmp_path / "again.json", again=True))


def test_the_validator_knows_our_schema(share: Share, tmp_path: Path) -> None:
    python(JUDGES)
    path = Path(bundle(share, tmp_path / "full.json"))
    path.write_text(path.read_text().replace('"modality": "alleged"', '"modality": "sure"'))
    with pytest.raises(AssertionError, match="sure"):
        judged(JUDGES, VALID, str(SCHEMAS), str(path))


def test_the_importer_of_opencti_drops_nothing_of_its_profile(share: Share, tmp_path: Path) -> None:
    python(OPENCTI)
    told = json.loads(judged(OPENCTI, SPLIT, bundle(share, tmp_path / "o.json", "opencti")))
    assert told == {"dropped": [], "trimmed": [], "incompatible": 0}


def test_the_importer_of_opencti_drops_the_definition_of_our_extension_alone(
    share: Share, tmp_path: Path
) -> None:
    python(OPENCTI)
    told = json.loads(judged(OPENCTI, SPLIT, bundle(share, tmp_path / "full.json")))
    assert told["dropped"] == ["extension-definition"]
    assert told["trimmed"] == []


def test_misp_stix_reads_our_bundle(share: Share, tmp_path: Path) -> None:
    python(JUDGES)
    count, named = judged(JUDGES, TO_MISP, bundle(share, tmp_path / "full.json")).split()[-2:]
    assert int(count) > 0
    assert named == "True"


def test_misp_takes_our_events(share: Share, tmp_path: Path) -> None:
    python(JUDGES)
    path, known = tmp_path / "events.json", tmp_path / "templates.json"
    path.write_text(json.dumps([{"Event": e} for e in events(share, Stamps(NOW))]))
    known.write_text(json.dumps(templates()))
    judged(JUDGES, MISP, str(path), str(known))


def test_a_feed_reader_finds_every_event(share: Share, tmp_path: Path) -> None:
    python(JUDGES)
    count, _ = write_feed(events(share, Stamps(NOW)), tmp_path / "feed")
    assert int(judged(JUDGES, FEED, str(tmp_path / "feed"))) == count


def test_followthemoney_keeps_every_value(share: Share, tmp_path: Path) -> None:
    python(JUDGES)
    path = tmp_path / "entities.json"
    with path.open("w", encoding="utf-8") as out:
        write_entities(entities(share), out)
    judged(JUDGES, FTM, str(path))
    out = StringIO()
    assert write_statements(entities(share), out) > 0
