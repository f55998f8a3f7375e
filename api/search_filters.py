"""What a search may be narrowed to, checked before it is run."""

from typing import get_args

from api.document_view import KINDS
from corpus.document import Disclosure
from corpus.errors import UnusableInput
