"""A drawing as SVG for paper: the looks of drawings.css in the colours of paper, and told apart without colour too."""

from scaleup.core.marks import Drawing

LOOKS = """
text{fill:#241c27;font-size:13px;font-family:"Scaleup Sans"}
.t2{fill:#5d5361}.tb{font-weight:700}.ts{font-size:12px}.tw{fill:#fff}.nowt{fill:#6a2750;font-weight:700}
.hair{stroke:#e2d9ce;stroke-width:1}.axis{fill:none;stroke:#85797f;stroke-width:1}.now{stroke:#6a2750;stroke-width:2}
.wedge{fill:#ecd3e1}.course{fill:#a7979f}.live{fill:#6a2750}.evt{fill:#241c27}
.win{fill:#fdefd2;stroke:#b87700;stroke-width:1;stroke-dasharray:3 3}
.f-done{fill:#248263}.f-soon{fill:#b87700}.f-late{fill:#9c2114}.f-held{fill:#2a5694}
.ci{fill:none;stroke:#6a2750;stroke-width:2}.pt{fill:#6a2750}
.path{fill:none;stroke:#5d5361;stroke-width:1.2;stroke-dasharray:2 3}
.gone{fill:none;stroke:#85797f;stroke-dasharray:3 3}
.ring{fill:#fff;stroke:#6f6472;stroke-width:1.6}.next{fill:#fff;stroke:#6a2750;stroke-width:3}
.tick{fill:none;stroke:#fff;stroke-width:1.7}.slip{stroke:#248263;stroke-width:2}
.sg0{fill:url(#cross)}.sg1{fill:url(#dots)}.sg2{fill:url(#thin)}.sg3{fill:url(#thick)}
.sg4{fill:#d9a9c3}.sg5{fill:#8f3f73}.sg6{fill:#4f1a40}
.halo{stroke:#fff;stroke-width:3;paint-order:stroke}.halop{stroke:#fff;stroke-width:4;paint-order:stroke}
"""
PATTERNS = """<defs>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#fff"/>\
<circle cx="2.5" cy="2.5" r="1" fill="#4f1a40"/></pattern>
<pattern id="thin" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
<rect width="5" height="5" fill="#fff"/><path d="M0 2.5h5" stroke="#4f1a40" stroke-width="1.3"/></pattern>
<pattern id="thick" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
<rect width="5" height="5" fill="#fff"/><path d="M0 2.5h5" stroke="#9b5383" stroke-width="3"/></pattern>
<pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#e6dfd7"/>\
<path d="M0 0l6 6M6 0l-6 6" stroke="#5d5361"/></pattern>
</defs>"""


def inked(found: Drawing) -> str:
    """The whole drawing, which needs nothing beside it."""
    size = f'viewBox="0 0 {found.width} {found.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{LOOKS}</style>{PATTERNS}{found.__html__()}</svg>'
