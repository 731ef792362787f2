"""One operation on one picture, given or drawn."""

import base64
import hashlib
import io
import threading
from typing import Any

from elastic_job import BadParameter, rounds
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat, PngImagePlugin

FORMATS = ("PNG", "JPEG")
MOST_PIXELS = 8_000_000
# Scaling needs memory for each pixel of a side.
LONGEST_SIDE = 10_000
THUMBNAIL = (160, 160)

# A decoded picture takes far more memory than the work on it, so two jobs must not decode at once.
one_decodes = threading.Lock()

# Pillow would only warn up to twice its own limit; opened() refuses instead.
Image.MAX_IMAGE_PIXELS = None
# Compressed notes inside a PNG may not grow large.
PngImagePlugin.MAX_TEXT_MEMORY = PngImagePlugin.MAX_TEXT_CHUNK
# Loads the decoders now rather than with the first job.
Image.preinit()


def run(parameters: dict[str, Any]) -> dict[str, Any]:
    size = (parameters["width"], parameters["height"])
    if parameters["picture"] is None:
        picture = drawn(*size)
    else:
        picture = opened(parameters["picture"], size)
    more: dict[str, Any] = {}
    for _ in rounds(parameters["passes"]):
        picture, more = operate(parameters["operation"], picture, parameters["angle"])
    result = {
        "operation": parameters["operation"],
        "width": picture.width,
        "height": picture.height,
        "meanColour": "#" + "".join(f"{round(mean):02x}" for mean in ImageStat.Stat(picture).mean),
        "checksum": hashlib.sha256(picture.tobytes()).hexdigest()[:16],
        **more,
    }
    if parameters["return"] == "thumbnail":
        result["thumbnail"] = as_data_uri(picture)
    return result


def operate(operation: str, picture: Image.Image, angle: float) -> tuple[Image.Image, dict[str, Any]]:
    match operation:
        case "blur":
            return picture.filter(ImageFilter.GaussianBlur(2)), {}
        case "sharpen":
            return picture.filter(ImageFilter.SHARPEN), {}
        case "edges":
            return picture.filter(ImageFilter.FIND_EDGES), {}
        case "grey":
            return ImageOps.grayscale(picture).convert("RGB"), {}
        case "rotate":
            return picture.rotate(angle, Image.Resampling.BICUBIC), {}
        case "histogram":
            return picture, {"histogram": histogram(picture)}
        case "thumbnail":
            return small(picture), {}
        case _:
            raise ValueError(f"no operation {operation}")


def histogram(picture: Image.Image) -> dict[str, list[int]]:
    """For each channel, how many pixels fall into each of 16 steps of brightness."""
    counts = picture.histogram()
    return {
        channel: [sum(counts[256 * index + 16 * step : 256 * index + 16 * (step + 1)]) for step in range(16)]
        for index, channel in enumerate(("red", "green", "blue"))
    }


def drawn(width: int, height: int) -> Image.Image:
    """Rings over a slope; the same size gives the same picture."""
    slope = Image.linear_gradient("L").resize((width, height))
    rings = Image.radial_gradient("L").resize((width, height)).point([(value * 6) % 256 for value in range(256)])
    return Image.merge("RGB", (slope, rings, ImageChops.difference(slope, rings)))


def opened(content: bytes, size: tuple[int, int]) -> Image.Image:
    """The picture in a file, scaled down to fit. Its size is judged by its header, before a pixel is decoded."""
    with one_decodes:
        try:
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
                raise Image.DecompressionBombError
            picture.draft("RGB", size)
            picture.load()
            if picture.mode != "RGB":
                picture = picture.convert("RGB")
        except Image.DecompressionBombError as bomb:
            wish = f"must have at most {MOST_PIXELS} pixels, and {LONGEST_SIDE} on a side"
            raise BadParameter("picture", wish) from bomb
        except Exception as broken:  # Decoders raise many kinds for a broken file.
            wish = "must be a PNG or JPEG picture, got something that cannot be read"
            raise BadParameter("picture", wish) from broken
        picture.thumbnail(size)
    return picture


def small(picture: Image.Image) -> Image.Image:
    copy = picture.copy()
    copy.thumbnail(THUMBNAIL)
    return copy


def as_data_uri(picture: Image.Image) -> str:
    file = io.BytesIO()
    small(picture).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")
