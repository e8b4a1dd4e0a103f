"""Request and response models of the HTTP API, as OpenAPI describes them."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from stance.records import Claim, Question
from stance.web.guard import TEXT_CHARACTERS

NOT_BLANK: Final = r"\S"
ISO_DATE: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class Text(BaseModel):
    """An op-ed. Offsets in the answer count its characters (code points), half-open, from 0."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "…", "title": "…"}]})

    text: str = Field(
        pattern=NOT_BLANK, max_length=TEXT_CHARACTERS, description="The words, as they are; nothing alters them."
    )
    id: str = Field("text", pattern=NOT_BLANK, max_length=200, description="What the rows call the document.")
    title: str | None = Field(None, max_length=1000)
    authors: str | None = Field(None, max_length=1000, description='The byline; several are joined by "; ".')
    date: str | None = Field(None, pattern=ISO_DATE, description="ISO date, possibly cut to month or year.")


class Problem(BaseModel):
    """One thing that is wrong: where (a path into the request), what, and its kind."""

    loc: list[str | int]
    msg: str
    type: str


class Problems(BaseModel):
    """Why a request was not answered."""

    detail: list[Problem]


class Health(BaseModel):
    """That the service answers, and how many requests are at work or waiting."""

    status: Literal["ok"]
    waiting: int


class Version(BaseModel):
    """What scores depend on: the question, the first hex digits of the fitted pipeline's SHA-256, and versions."""

    model_config = ConfigDict(extra="allow")

    question: str
    model: str
    stance: str


PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Problems, "description": "The request cannot be read."},
    413: {"model": Problems, "description": "The body is too large."},
    422: {"model": Problems, "description": "Something in the request is not valid; `loc` says what."},
    503: {
        "model": Problems,
        "description": "Too many requests are waiting.",
        "headers": {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}},
    },
}


def answer_model(question: Question) -> type[BaseModel]:
    """The answer to a text: the claims as rows with the columns of `stance score`, for the labels of the question."""
    label: Any = Annotated[str, Field(json_schema_extra={"enum": list(question.labels)})]
    share = (float, Field(ge=0, le=1))
    fields: dict[str, Any] = {name: (kind, ...) for name, kind in get_type_hints(Claim).items()}
    fields |= {"stance": (label, ...)} | {f"p_{name}": share for name in question.labels}
    fields |= {"prediction_set": (list[label] | None, ...), "certain": (bool | None, ...)}
    row = create_model("Row", __doc__="A claim and its stance.", **fields, novelty=(float | None, ...))
    missing = Field(description="The sides of the question that the text never names; it then has no claims.")
    return create_model(
        "Answer",
        __doc__="The claims of a text in order of their start, and what scored them.",
        document=(str, ...),
        claims=(list[row], ...),  # type: ignore[valid-type]
        off_topic=(list[str], missing),
        model=(Version, ...),
    )
