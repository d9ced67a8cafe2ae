"""What both faces share. Flask may be imported from here up."""
