"""All kinds of findings, in the order in which ``docs/keeping-rules.md`` shows them."""

from __future__ import annotations

from cleaner.upkeep.lint import clones, files, literals, own_tests, patterns, reach, selectors
from cleaner.upkeep.lint.finding import Kind

KINDS: tuple[Kind, ...] = (
    # ---- literals
    Kind(
        "weak-anchor", "error", "The anchor of a sequence is short, or made of common words, and nothing else must stand beside it.",
        "make it three words or a hole and two, ask for another step ('times: 1..'), or keep the rule to 'where: {zone: [head, tail]}'",
        literals.weak_anchor,
    ),
    Kind(
        "short-literal", "warning",
        "A literal of one word, or of two common ones, may take a heading or a line of the article: it acts between its paragraphs.",
        "give the rule 'where: {zone: [head, tail]}', a condition on links, or make the word a step of a sequence", literals.short_literal,
    ),
    Kind(
        "body-zone", "warning", "A general rule acts in the article's body with a pattern that is open at an end and says too little.",
        "give the rule 'where: {zone: [head, tail]}', or 'words' that no paragraph has", literals.body_zone,
    ),
    Kind(
        "open-pattern", "warning", "A pattern is open at both ends and meets every block with its words somewhere.",
        "let it begin or end with what the block begins or ends with, or limit 'where' to a zone, a number of words, links",
        literals.open_pattern,
    ),
    Kind(
        "no-lang", "warning", "Words in a generic file act on the pages of all languages.",
        "move the rule to a file of its language, or name 'lang'", files.no_lang,
    ),
    # ---- patterns
    Kind(
        "never-matches", "error", "A pattern needs a sign at an end that is taken off before: a colon, an arrow, a bullet.",
        "leave it away", patterns.never_matches,
    ),
    Kind(
        "unfolded", "warning", "A pattern has a character that folded text never has: a capital, a curly quote, a long dash.",
        "write it as folded text has it", patterns.unfolded,
    ),
    Kind(
        "ascii-class", "warning", r"\w or \b in a pattern meets letters that RE2 takes for none: it knows a to z.",
        r"write \p{L} for a letter, and what may stand beside the word in place of \b", patterns.ascii_class,
    ),
    Kind(
        "edge-sign", "warning", "A pattern has ^ or $ at its end, but always meets the whole block.",
        "remove it; where a part was meant to suffice, write .* there", patterns.edge_sign,
    ),
    Kind(
        "nested-repeat", "warning", "A pattern repeats without end what already does: RE2 takes it in linear time, other engines do not.",
        "write one of the two signs of repetition", patterns.nested_repeat,
    ),
    Kind(
        "costly-pattern", "warning", "A pattern needs so many instructions that few like it fit into RE2's memory.",
        "count less, or use narrower classes", patterns.costly_pattern,
    ),
    # ---- selectors
    Kind(
        "guarded-element", "error", "A selector of chrome takes html, body, main or article, which the engine keeps, or the article.",
        "select what stands inside", selectors.guarded_element,
    ),
    Kind(
        "bare-tag", "warning", "A site or family takes a whole tag as chrome.",
        "name a class or an ancestor; what holds of a tag on all sites belongs in a generic rule", selectors.bare_tag,
    ),
    Kind(
        "positional", "warning", "A selector counts elements: it takes another one as soon as the site adds a line.",
        "name a class, an attribute or an ancestor", selectors.positional,
    ),
    Kind(
        "hashed-class", "warning", "A class name was made by a build tool, which makes another one with the site's next release.",
        "select by a stable name, or by the stable part: [class*=\"Name_body__\"]", selectors.hashed_class,
    ),
    Kind(
        "substring", "warning", "A selector looks for a bare word inside class names or ids: 'ad' also meets 'shadow'.",
        "name the class, or a part with its hyphen or underscore", selectors.substring,
    ),
    # ---- tests
    Kind("never-fires", "error", "None of a rule's tests makes it claim anything.", "mend the rule or its tests", own_tests.never_fires),
    Kind(
        "failed-test", "error", "A test inside a rule fails: the rule misses what it must claim, or takes what must stay (noisy).",
        "mend the rule or the test", own_tests.failed_test,
    ),
    # ---- what says nothing new
    Kind(
        "duplicate", "warning", "A literal or selector is met by another one of the same role in the same layer, wherever it acts.",
        "remove it", reach.duplicate,
    ),
    Kind(
        "unreachable", "warning", "Another rule of the same layer always takes a literal or selector for another role.",
        "remove it from the rule that loses, or narrow the other", reach.unreachable,
    ),
    Kind(
        "redundant", "warning",
        "A wider layer, or the shipped file of the site, already claims this for the same role, wherever the rule of a site acts.",
        "remove it", reach.redundant,
    ),
    Kind(
        "cloned-file", "warning", "Several site files, or one and a shipped one, say the same of body, fields and rules.",
        "make a family of it ('fingerprint: {domains: [...]}') and let the sites 'extend' it", clones.cloned_file,
    ),
    Kind(
        "cloned-rule", "warning", "The same rule stands in several site files, or in a family that the site does not extend.",
        "extend the family that has it, or move it to one", clones.cloned_rule,
    ),
    # ---- the file
    Kind(
        "stale-review", "warning", "Nobody has reviewed the file for eighteen months.",
        "look at pages of today ('rules doctor', 'rules ablate'), then set 'reviewed'", files.stale_review,
    ),
    Kind(
        "past-window", "warning", "A rule holds until a day that is past: it acts on archived pages alone.",
        "remove it once there are none to clean", files.past_window,
    ),
    Kind(
        "idle-change", "warning", "'disable' or 'override' names a rule that would not act here anyway, or names it twice.",
        "remove it", files.idle_change,
    ),
)

#: What is said of ``lint: {allow: …}`` where it allows nothing: it is found by running all others.
IDLE_ALLOW = Kind(
    "idle-allow", "warning", "'lint' allows a finding that is not there, or that does not exist.",
    "remove the code", lambda subject: iter(()),
)

CODES: tuple[str, ...] = (*(kind.code for kind in KINDS), IDLE_ALLOW.code)
