# The case of the second analyst in diff.md: the shipped case with seven changes.
/averse to showing weakness/ s/0\.5\.\.0\.75/0.3..0.55/
/officials push, the president has held back/ s/resolve: {value: 0\.45\.\.0\.7,/resolve: {value: 0.6..0.85,/
/low-hanging fruit/ s/1\.4\.\.2\.6/0.8..1.5/
/essentially a foreign force in Iraq/ s/0\.6\.\.0\.88/0.85..0.97/
$a\
world:\
  deterrence: {fear: {value: 2.5..5, source: assumed, because: "fear of the other side decides"}}\
  mediation: {on: false}\
  reciprocity: {owed_pull: {value: 2..4.5, source: assumed, because: "answers need not match"}}
