"""`python -m village.web.typeface`: cut the screen typeface unless that is done already."""

from village.web.typeface import FOLDER
from village.web.typeface.cut import cut

cut(FOLDER)
