"""Statistics of a text: how long it is, which words it uses, and how easy it is to read."""

import re
from collections import Counter
from heapq import nsmallest

from elastic_job import rounds

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?\u2026]+(?=\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
WORDS_PER_MINUTE = 238


def run(parameters: dict[str, object]) -> dict[str, object]:
    result: dict[str, object] = {}
    for _ in rounds(parameters["repeat"]):
        result = statistics(parameters["text"], parameters["top"])
    return result


def statistics(text: str, top: int) -> dict[str, object]:
    words = [word.casefold() for word in WORD.findall(text)]
    frequency = Counter(words)
    sentences = len(SENTENCE_END.findall(text)) or (1 if words else 0)
    syllables = sum(count * syllables_of(word) for word, count in frequency.items())
    most_frequent = nsmallest(top, frequency.items(), key=lambda entry: (-entry[1], entry[0]))
    return {
        "characters": len(text),
        "words": len(words),
        "sentences": sentences,
        "uniqueWords": len(frequency),
        "meanWordLength": round(sum(map(len, words)) / len(words), 2) if words else None,
        "wordsPerSentence": round(len(words) / sentences, 2) if words else None,
        "readingSeconds": round(len(words) * 60 / WORDS_PER_MINUTE, 1),
        "readingEase": reading_ease(len(words), sentences, syllables) if words else None,
        "topWords": [{"word": word, "count": count} for word, count in most_frequent],
    }


def reading_ease(words: int, sentences: int, syllables: int) -> float:
    """Flesch's reading ease for English: about 100 is very easy, 0 very hard.

    R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948).
    """
    return round(206.835 - 1.015 * words / sentences - 84.6 * syllables / words, 1)


def syllables_of(word: str) -> int:
    """The groups of vowels, but for a silent e at the end; at least one."""
    groups = len(VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)
