"""Targets of other packages: what goes wrong in them is a finding about them, never our crash."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from quizkit.diagnostics import Finding
from quizkit.files import is_plain_name
from quizkit.targets.base import Job, Loss, Output, OutputFile, Target, Unsupported, write_ready


@dataclass(frozen=True, slots=True)
class Foreign:
    """A target that another package brings, as one that keeps its promises.

    `name` is that of its entry point, `origin` the module it comes from, for messages.
    """

    name: str
    origin: str
    target: Target

    @property
    def NAME(self) -> str:  # noqa: N802 - as in the protocol
        """The name after `--target`."""
        return self.name

    @property
    def SUMMARY(self) -> str:  # noqa: N802
        """One line about it."""
        return str(self.target.SUMMARY)

    def compile(self, job: Job) -> Output:
        """The target's output, its files already made; a finding QK509 for whatever it does wrong."""
        try:
            output: Any = self.target.compile(job)
            if not isinstance(output, Output):
                return self._failed(f"`compile` returned {type(output).__name__}, no Output")
            if wrong := next(self._wrong_names(output), None):
                return self._failed(f"`{wrong}` is no plain file name")
            if strange := next(self._strange(output), None):
                return self._failed(f"{strange} is no Loss or Finding with a tuple as its place")
            return replace(output, files=tuple(map(_made, output.files)))
        except Unsupported as error:
            return Output((), losses=(Loss("refused", error.loc, str(error)),))
        except OSError:
            raise  # the disk's fault: said as for any other target
        except Exception as error:
            return self._failed(f"{type(error).__name__}: {error}")

    def _wrong_names(self, output: Output) -> Iterator[str]:
        return (file.name for file in output.files if not is_plain_name(file.name))

    def _strange(self, output: Any) -> Iterator[str]:
        """What is said of the deck in another shape than ours."""
        said = (*output.losses, *output.findings)
        return (
            repr(item)
            for item in said
            if not isinstance(item, Loss | Finding) or not isinstance(item.loc, tuple)
        )

    def _failed(self, how: str) -> Output:
        hint = f"tell the makers of `{self.origin.split('.')[0]}`, or build without this target"
        return Output((), (Finding("QK509", f"the target `{self.name}` failed: {how}", hint=hint),))


def _made(file: OutputFile) -> OutputFile:
    """The file with its bytes made now, so that a failure is known before anything is written."""
    stream = io.BytesIO()
    file.write(stream)
    return replace(file, write=partial(write_ready, stream.getvalue()))
