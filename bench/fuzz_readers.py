"""Feeds damaged files to every reader and damaged text to the grammar; only UnusableInput may come out.

    python -m bench.fuzz_readers --minutes 10

Real files are made or taken from the sample at the start, then changed at random: bytes, runs of bytes and tokens, and
in containers the parts inside, packed again so that the checksums hold. With atheris installed, coverage of the
readers' own code guides the choice; without it, or with ``--engine random``, chance alone does. Each input has a bound
of time and of memory. What breaks is kept in ``--out`` with the input that did it; the exit code is 1 then.

LibreOffice is kept out (the path is empty): it is another program, and runs under a time limit of its own.
"""

import argparse
import importlib
import json
import os
import pkgutil
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

import corpus
from bench.fuzz_mutations import LARGEST, mutated
from bench.fuzz_seeds import GRAMMAR, NAMES, seeds

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60  # for one input, on a machine that others use too
MEMORY = 900 * 1024  # kB that one input may take beyond what the process holds already
PICTURES = {"a.png": 0.02, "a.tif": 0.02}
FRESH = 0.5  # how often a guided run begins with a real file again
HARD_MEMORY = 8 << 30  # bytes of addresses; beyond this the process is ended before the machine suffers


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--engine", choices=["atheris", "random"], default="atheris" if _has_atheris() else "random")
    arguments.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "dafu-fuzz")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--child", type=float, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.child is not None:
        return _child(chosen.engine, chosen.child, chosen.out, chosen.seed)
    return _watch(chosen.engine, chosen.minutes * 60, chosen.out, chosen.seed)


def _has_atheris() -> bool:
    from importlib.util import find_spec

    return find_spec("atheris") is not None


def _watch(engine: str, seconds: float, out: Path, seed: int) -> int:
    """Run children one after another until the time is up; one that dies names its last input as a finding."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 1:
        options = f"-m bench.fuzz_readers --engine {engine} --seed {seed} --child {left}"
        command = [sys.executable, *options.split(), "--out", str(out)]
        child = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)
        reason = _await(child, out / "current", end + SECONDS)
        if reason and (out / "current").exists():
            _keep(out, (out / "current").read_bytes(), "died", reason)
        seed += 1
    counts = Counter(json.loads((out / "counts.json").read_text())) if (out / "counts.json").exists() else Counter()
    findings = sorted(out.glob("finding-*.txt"))
    print(json.dumps({"engine": engine, "inputs": counts, "findings": len(findings)}, ensure_ascii=False))
    for finding in findings:
        print(finding, finding.read_text("utf-8").strip().splitlines()[-1])
    return 1 if findings else 0


def _await(child: "subprocess.Popen[bytes]", current: Path, end: float) -> str | None:
    """Wait for the child; gives why it died, if it did not end by itself."""
    while child.poll() is None:
        time.sleep(1)
        stuck = current.exists() and time.time() - current.stat().st_mtime > 3 * SECONDS
        if stuck or time.monotonic() > end:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return f"no answer within {3 * SECONDS} seconds" if stuck else None
    return None if child.returncode == 0 else f"the process ended with {child.returncode}"


def _child(engine: str, seconds: float, out: Path, seed: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (HARD_MEMORY, HARD_MEMORY))
    files: dict[str, list[bytes]] = {}
    for name, data in seeds():
        files.setdefault(name, []).append(data)
    os.environ["PATH"] = ""
    signal.signal(signal.SIGALRM, _ring)
    checker = _Checker(out)
    if engine == "atheris":
        _guided(checker, files, seconds, seed, out)
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name, data = _drawn(files, chance)
        for _ in range(chance.choice([1, 1, 1, 2, 4, 8])):
            data = mutated(data, chance)
        checker(name, data)
    checker.save()
    return 0


def _drawn(files: dict[str, list[bytes]], chance: random.Random) -> tuple[str, bytes]:
    """A file of any format alike, pictures less often: recognising one takes as long as reading hundreds of others."""
    name = chance.choices(list(files), [PICTURES.get(name, 1.0) for name in files])[0]
    return name, chance.choice(files[name])


def _guided(checker: "_Checker", files: dict[str, list[bytes]], seconds: float, seed: int, out: Path) -> None:
    """Hand over to libFuzzer, which does not come back. The first byte of its inputs names the reader."""
    import atheris

    with atheris.instrument_imports(include=["corpus"]):
        for module in pkgutil.walk_packages(corpus.__path__, "corpus."):
            importlib.import_module(module.name)
    names = [*NAMES, GRAMMAR]
    folder = out / f"corpus-{seed}"
    folder.mkdir(exist_ok=True)
    for name, contents in files.items():
        (folder / name).write_bytes(bytes([names.index(name)]) + contents[0])

    def one(data: bytes) -> None:
        if data:
            checker(names[data[0] % len(names)], data[1:])

    def changed(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        name, fresh = _drawn(files, chance)
        if not data or chance.random() < FRESH or names[data[0] % len(names)] in PICTURES:
            data = bytes([names.index(name)]) + fresh
        return (data[:1] + mutated(data[1:], chance))[:most]

    options = [f"-max_total_time={int(seconds)}", f"-seed={seed}", f"-max_len={LARGEST * 2}", "-rss_limit_mb=0",
               "-timeout=0"]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(folder)], one, custom_mutator=changed)
    atheris.Fuzz()


def _memory(field: str) -> int:
    """A size of this process in kB."""
    return int(Path("/proc/self/status").read_text().split(f"{field}:")[1].split()[0])


class _Late(BaseException):
    """Not an Exception: readers turn those into named failures."""


def _ring(_signal: int, _frame: Any) -> None:
    raise _Late


class _Checker:
    """Runs one input and keeps what it should not have done."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._counts: Counter[str] = Counter()
        self._seen: set[str] = set()
        self._saved = time.monotonic()

    def __call__(self, name: str, data: bytes) -> None:
        from corpus.errors import UnusableInput

        (self._out / "current").write_bytes(name.encode() + b"\n" + data)
        self._counts[name] += 1
        before = _memory("VmRSS")  # models and libraries that earlier inputs made the process load stay in it
        Path("/proc/self/clear_refs").write_text("5")  # the peak of memory is counted anew
        signal.alarm(SECONDS)
        try:
            _run(name, data)
        except UnusableInput as error:
            if not error.message:
                self._found(name, data, "UnusableInput without a message")
        except _Late:
            self._found(name, data, f"{traceback.format_exc()}\nmore than {SECONDS} seconds")
        except BaseException:
            self._found(name, data, traceback.format_exc())
        finally:
            signal.alarm(0)
        taken = _memory("VmHWM") - before
        if taken > MEMORY:
            self._found(name, data, f"{taken // 1024} MB of memory")
        if time.monotonic() - self._saved > 5:
            self.save()

    def _found(self, name: str, data: bytes, what: str) -> None:
        frames = [line for line in what.splitlines() if line.strip().startswith("File")]
        key = (frames[-1] if frames else "") + what.splitlines()[-1][:60]
        if key not in self._seen:
            self._seen.add(key)
            _keep(self._out, name.encode() + b"\n" + data, name, what)

    def save(self) -> None:
        file = self._out / "counts.json"
        before = Counter(json.loads(file.read_text())) if file.exists() else Counter()
        file.write_text(json.dumps(before + self._counts))
        self._counts.clear()
        self._saved = time.monotonic()


def _keep(out: Path, data: bytes, name: str, what: str) -> None:
    number = len(list(out.glob("finding-*.txt")))
    (out / f"finding-{number:03d}.bin").write_bytes(data)
    (out / f"finding-{number:03d}.txt").write_text(f"{name}\n{what}\n", "utf-8")


def _run(name: str, data: bytes) -> None:
    from corpus.parse import parse
    from corpus.read import read_bytes
    from corpus.read.plain import read_plain
    from corpus.references import find_references

    if name == GRAMMAR:
        text = data.decode("utf-8", "replace").replace("\0", "")
        for reference in find_references(text):
            if text[reference.start : reference.end] != reference.raw:
                raise AssertionError(f"span of {reference} is not its text")
        source = read_plain(text)
    else:
        source = read_bytes(data, name)
    for block in source.blocks:
        if not 0 <= block.start <= block.end <= len(source.text):
            raise AssertionError(f"{block.kind} at {block.start}–{block.end} lies outside the text")
    document = parse(source, name)
    if any(document.text[p.start : p.end].strip() == "" for p in document.passages):
        raise AssertionError("a passage without text")


if __name__ == "__main__":
    sys.exit(main())
