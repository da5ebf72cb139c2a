"use strict";
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const blocks = [...document.querySelectorAll(".b")];
  const marks = new Map([...document.querySelectorAll(".band rect")].map((rect) => [rect.dataset.at, rect]));
  const chips = [...document.querySelectorAll(".chip")];
  const panel = $("block"), reasons = $("reasons"), close = $("close"), rule = $("rule"), near = $("near");
  const empty = reasons.firstElementChild;
  const narrow = matchMedia("(max-width: 56rem)");
  let shown = null, held = null;
  root.classList.add("js");
  document.querySelector(".filters").hidden = false;
  document.querySelector(".filters details").open = !narrow.matches;
  narrow.addEventListener("change", () => { document.querySelector(".filters details").open = !narrow.matches; });

  // The filters stay in sight above; what stands below them must know how high they are.
  new ResizeObserver(([bar]) => root.style.setProperty("--bar", `${Math.ceil(bar.borderBoxSize[0].blockSize)}px`)).observe(document.querySelector(".filters"));

  const mark = (block) => marks.get(block.id.slice(1));
  const seen = (block) => !block.hidden && block.getClientRects().length > 0;

  function show(block) {
    if (shown === block) return;
    if (shown) {
      shown.removeAttribute("aria-current");
      mark(shown)?.classList.remove("at");
    }
    shown = block;
    if (block) {
      const why = block.querySelector(".why").cloneNode(true);
      why.removeAttribute("id");
      reasons.replaceChildren(why);
      panel.scrollTop = 0;
      block.setAttribute("aria-current", "true");
      mark(block)?.classList.add("at");
    } else {
      reasons.replaceChildren(empty);
    }
  }

  function hold(block) {
    held = block;
    if (block) show(block);
    panel.classList.toggle("open", Boolean(block));
    close.hidden = !block;
  }

  function release() {
    const block = held;
    hold(null);
    if (narrow.matches) show(null);
    block?.querySelector(".tag").focus({ preventScroll: true });
  }

  // One stop for the tabulator in the whole article; the arrows move inside.
  function stop(block) {
    for (const other of blocks) other.querySelector(".tag").tabIndex = other === block ? 0 : -1;
  }

  function move(from, step) {
    const there = blocks.filter(seen);
    const at = there.indexOf(from);
    const next = step === "first" ? there[0] : step === "last" ? there.at(-1) : there[at + step];
    next?.querySelector(".tag").focus();
  }

  const steps = { ArrowDown: 1, ArrowUp: -1, Home: "first", End: "last" };
  for (const block of blocks) {
    const tag = block.querySelector(".tag");
    block.addEventListener("pointerenter", (event) => { if (!held && event.pointerType === "mouse") show(block); });
    tag.addEventListener("focus", () => { stop(block); if (!narrow.matches) held ? hold(block) : show(block); });
    block.addEventListener("click", (event) => {
      if (getSelection().toString()) return;
      const again = held === block;
      hold(again ? null : block);
      // By keyboard: the reader goes on in the panel, and Escape leads back.
      if (!again && event.detail === 0) panel.focus({ preventScroll: true });
    });
    tag.addEventListener("keydown", (event) => {
      if (event.key in steps && !event.altKey && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        move(block, steps[event.key]);
      }
    });
  }
  if (blocks.length) stop(blocks[0]);
  close.addEventListener("click", release);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && held) release(); });

  function filter() {
    const roles = new Set(chips.filter((chip) => chip.ariaPressed === "true").map((chip) => chip.dataset.filter));
    const any = roles.size > 0 || rule.value !== "" || near.checked;
    let count = 0;
    for (const block of blocks) {
      const passes = (roles.size === 0 || roles.has(block.dataset.role))
        && (rule.value === "" || block.dataset.rules.split(" ").includes(rule.value))
        && (!near.checked || "near" in block.dataset);
      block.hidden = !passes;
      mark(block)?.classList.toggle("off", !passes);
      count += passes;
    }
    for (const holder of document.querySelectorAll(".items li, .data td, .data th, .data tr, .scroll, .fold")) {
      holder.hidden = any && !holder.querySelector(".b:not([hidden])");
    }
    for (const fold of document.querySelectorAll(".fold")) fold.open = any && !fold.hidden;
    for (const gap of document.querySelectorAll(".gap")) gap.hidden = any;
    $("none").hidden = !any || count > 0;
    $("clear").hidden = !any;
    $("count").textContent = $("on").textContent = any ? `${count} of ${blocks.length} blocks` : "";
    const first = blocks.find(seen);
    if (first) stop(first);
  }

  for (const chip of chips) {
    chip.addEventListener("click", () => { chip.ariaPressed = chip.ariaPressed === "true" ? "false" : "true"; filter(); });
  }
  rule.addEventListener("change", filter);
  near.addEventListener("change", filter);
  $("clear").addEventListener("click", () => {
    for (const chip of chips) chip.ariaPressed = "false";
    rule.value = "";
    near.checked = false;
    filter();
    chips[0]?.focus();
  });

  function go(block, behavior) {
    if (block.hidden) $("clear").click();
    const fold = block.closest(".fold");
    if (fold) fold.open = true;
    hold(block);
    stop(block);
    block.scrollIntoView({ block: "center", behavior });
  }
  document.querySelector(".band")?.addEventListener("click", (event) => {
    const block = event.target.dataset.at && $(`b${event.target.dataset.at}`);
    if (block) go(block, "auto");
  });
  function goNamed() {
    const named = /^#b\d+$/.test(location.hash) && $(location.hash.slice(1));
    if (named) go(named, "instant");
  }
  addEventListener("hashchange", goNamed);
  goNamed();
})();
