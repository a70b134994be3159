// The report reads without this. It adds keys, ] and [ from link to link, and draws where moved passages went.
(() => {
  const rows = document.querySelector(".rows");
  if (!rows) return;
  const links = JSON.parse(rows.dataset.links).map(([left, right]) => [`L${left}`, `R${right}`]
    .map((id) => document.getElementById(id)));
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.classList.add("moved");
  svg.setAttribute("aria-hidden", "true");
  rows.append(svg);
  let at = -1;
  const draw = () => {
    svg.replaceChildren();
    const box = rows.getBoundingClientRect();
    links.forEach(([left, right], number) => {
      if (left.parentElement === right.parentElement) return;
      const from = left.getBoundingClientRect(), to = right.getBoundingClientRect();
      const x1 = from.right - box.left, x2 = to.left - box.left, bend = (x2 - x1) * 0.6;
      const y1 = from.top - box.top + 18, y2 = to.top - box.top + 18;
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
      path.classList.toggle("on", number === at);
      svg.append(path);
    });
  };
  const go = (step) => {
    if (!links.length) return;
    at = Math.min(Math.max(at + step, 0), links.length - 1);
    document.querySelectorAll(".focus").forEach((cell) => cell.classList.remove("focus"));
    links[at].forEach((cell) => cell.classList.add("focus"));
    const [cell] = links[at];
    cell.tabIndex = -1;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "center" });
    draw();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "]" || event.key === ".") go(1);
    else if (event.key === "[" || event.key === ",") go(-1);
  });
  addEventListener("resize", draw);
  draw();
})();
