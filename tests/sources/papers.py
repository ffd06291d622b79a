"""PDFs made for tests: pages of lines, pages that are pictures, an encrypted file."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str] | None], *, encrypted: bool = False) -> bytes:
    """A PDF with a page for each list of lines; None is a page with only a picture on it."""
    objects: list[bytes] = [b"", b""]
    kids = []
    for page in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        if page is None:
            drawn, extra = (
                b"q 500 0 0 700 50 50 cm /I Do Q",
                b"/XObject << /I %d 0 R >>" % (number + 2),
            )
        else:
            lines = "".join(
                f"BT /F1 10 Tf 40 {780 - 14 * i} Td ({line}) Tj ET\n" for i, line in enumerate(page)
            )
            drawn, extra = lines.encode(), b"/Font << /F1 %d 0 R >>" % (number + 2)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << %s >> >>"
            % (number + 1, extra)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        if page is None:
            objects.append(
                b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray"
                b" /BitsPerComponent 8 /Length 4 >>\nstream\n\x00\xff\xff\x00\nendstream"
            )
        else:
            objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    locked = b""
    if encrypted:
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
        )
        locked = b" /Encrypt %d 0 R /ID [<00112233> <00112233>]" % len(objects)
    out, places = b"%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, locked, len(out)
    )  # fmt: skip
