import base64
import io
import struct
import unittest
import zlib

from job import drawn
from PIL import Image
from shared import shipped_client

OPERATIONS = ("blur", "sharpen", "edges", "grey", "rotate", "histogram", "thumbnail")


def as_file(picture, kind, **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def png(width, height, *chunks):
    """A hand-made PNG that claims a size; its pixels are missing."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    parts = (header, *chunks, (b"IDAT", b""), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in parts)


class MediumJobTest(unittest.TestCase):
    def setUp(self):
        self.client = shipped_client()

    def result(self, **parameters):
        answer = self.client.post("/run", json=parameters)
        self.assertEqual(200, answer.status_code, answer.text)
        return answer.json["result"]

    def refused(self, answer, parameter):
        self.assertEqual(400, answer.status_code, answer.text)
        self.assertEqual(("bad_parameter", parameter), (answer.json["error"], answer.json["parameter"]))
        return answer.json["message"]

    def test_the_default_job_works(self):
        for answer in (self.client.get("/run"), self.client.get("/"), self.client.post("/run")):
            self.assertEqual(200, answer.status_code)
            self.assertEqual("medium", answer.json["pod"])
            self.assertEqual((640, 480), (answer.json["result"]["width"], answer.json["result"]["height"]))

    def test_every_operation_works_at_both_ends_of_size(self):
        for operation in OPERATIONS:
            for width, height in ((16, 16), (16, 2000), (2000, 16), (2000, 2000)):
                result = self.result(operation=operation, width=width, height=height, passes=1)
                self.assertRegex(result["meanColour"], "^#[0-9a-f]{6}$")
                if operation != "thumbnail":
                    self.assertEqual((width, height), (result["width"], result["height"]))

    def test_the_same_job_gives_the_same_checksum(self):
        self.assertEqual(self.result(width=64)["checksum"], self.result(width=64)["checksum"])
        self.assertNotEqual(self.result(width=64)["checksum"], self.result(width=65)["checksum"])

    def test_operations_do_what_they_say(self):
        red = as_file(Image.new("RGB", (40, 20), "#ff0000"), "PNG")
        given = base64.b64encode(red).decode()
        self.assertEqual("#ff0000", self.result(picture=given, operation="blur")["meanColour"])
        self.assertEqual("#4c4c4c", self.result(picture=given, operation="grey")["meanColour"])
        # No edges but the outermost pixels, which Pillow's filters leave alone: 116 of 800.
        self.assertEqual("#250000", self.result(picture=given, operation="edges", passes=2)["meanColour"])
        histogram = self.result(picture=given, operation="histogram")["histogram"]
        self.assertEqual((800, 800), (histogram["red"][15], histogram["green"][0]))
        turned = self.result(picture=given, operation="rotate", angle=180.0, passes=1)
        self.assertEqual("#ff0000", turned["meanColour"])

    def test_a_given_picture_comes_in_every_way(self):
        content = as_file(drawn(300, 200), "PNG")
        for answer in (
            self.client.post("/run?operation=grey", data=content, content_type="image/png"),
            self.client.post("/run", data={"operation": "grey", "picture": base64.b64encode(content).decode()}),
            self.client.post("/run", data={"operation": "grey", "picture": (io.BytesIO(content), "a.png")}),
            self.client.post("/run", json={"operation": "grey", "picture": base64.b64encode(content).decode()}),
        ):
            self.assertEqual(200, answer.status_code, answer.text)
            self.assertEqual((300, 200), (answer.json["result"]["width"], answer.json["result"]["height"]))

    def test_pictures_of_every_mode_are_taken(self):
        for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
            content = as_file(Image.new(mode, (100, 100)), "PNG")
            answer = self.client.post("/run?width=16&height=16", data=content, content_type="image/png")
            self.assertEqual(200, answer.status_code, mode)
        for mode in ("L", "RGB", "CMYK"):
            content = as_file(Image.new(mode, (20, 20)), "JPEG")
            answer = self.client.post("/run", data=content, content_type="image/jpeg")
            self.assertEqual(200, answer.status_code, mode)

    def test_a_larger_picture_is_scaled_down_to_fit(self):
        content = as_file(drawn(2000, 1000), "JPEG")
        answer = self.client.post("/run?width=100&height=100", data=content, content_type="image/jpeg")
        self.assertEqual((100, 50), (answer.json["result"]["width"], answer.json["result"]["height"]))

    def test_a_thumbnail_comes_back_as_a_png(self):
        uri = self.result(**{"return": "thumbnail"})["thumbnail"]
        self.assertTrue(uri.startswith("data:image/png;base64,"))
        with Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))) as picture:
            self.assertEqual((160, 120), picture.size)
        self.assertNotIn("thumbnail", self.result(**{"return": "none"}))

    def test_a_very_flat_picture_still_has_a_thumbnail(self):
        self.assertIn("thumbnail", self.result(width=2000, height=16, **{"return": "thumbnail"}))
        line = as_file(Image.new("RGB", (10000, 1)), "PNG")
        for operation in OPERATIONS:
            answer = self.client.post(
                f"/run?operation={operation}&width=16&height=16&return=thumbnail", data=line, content_type="image/png"
            )
            self.assertEqual(200, answer.status_code, answer.text)

    def test_a_picture_that_swells_is_refused_by_its_header(self):
        message = self.refused(self.client.post("/run", data=png(30000, 30000), content_type="image/png"), "picture")
        self.assertEqual("picture must have at most 8000000 pixels, and 10000 on a side", message)
        for just_too_large in (png(4000, 2001), png(10001, 1), png(1, 10001)):
            answer = self.client.post("/run", data=just_too_large, content_type="image/png")
            self.assertEqual(message, self.refused(answer, "picture"))

    def test_a_note_that_swells_is_refused(self):
        note = b"Comment\x00\x00" + zlib.compress(b"x" * 50_000_000, 9)
        content = png(10, 10, (b"zTXt", note))
        self.refused(self.client.post("/run", data=content, content_type="image/png"), "picture")

    def test_what_is_no_picture_is_refused(self):
        whole = as_file(drawn(300, 200), "PNG")
        gif = as_file(Image.new("L", (10, 10)), "GIF")
        for content in (b"hello", whole[:200], gif, b"\x89PNG\r\n\x1a\n", png(10, 10), b"\xff\xd8\xff"):
            message = self.refused(self.client.post("/run", data=content, content_type="image/png"), "picture")
            self.assertIn("must be a PNG or JPEG picture", message)
        self.refused(self.client.post("/run", json={"picture": "not base64!"}), "picture")

    def test_a_picture_too_large_is_refused(self):
        content = base64.b64encode(b"x" * 5242881).decode()
        message = self.refused(self.client.post("/run", json={"picture": content}), "picture")
        self.assertIn("at most 5242880 bytes", message)

    def test_parameters_past_their_ends_are_refused(self):
        for name, value in {
            "operation": "melt", "width": 15, "height": 2001, "angle": 361, "passes": 51, "return": "all",
        }.items():
            self.refused(self.client.post("/run", json={name: value}), name)
            self.refused(self.client.get(f"/run?{name}={value}"), name)
        self.refused(self.client.get("/run?size=3"), "size")


if __name__ == "__main__":
    unittest.main()
