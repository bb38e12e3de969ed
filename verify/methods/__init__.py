"""The methods, in the order in which an audit tries them; each is imported when it is first needed."""

METHODS = {
    "symbolic": "verify.methods.symbolic",
    "falsify": "verify.methods.falsify",
    "vacuity": "verify.methods.vacuity",
    "constants": "verify.methods.constants",
    "superfluous": "verify.methods.superfluous",
    "universal": "verify.methods.universal",
}
