"""The methods, in the order in which an audit tries them; each is imported when it is first needed."""

METHODS = {
    "vacuity": "verify.methods.vacuity",
    "symbolic": "verify.methods.symbolic",
    "falsify": "verify.methods.falsify",
    "constants": "verify.methods.constants",
    "superfluous": "verify.methods.superfluous",
    "universal": "verify.methods.universal",
    "wishart": "verify.methods.wishart",
}
