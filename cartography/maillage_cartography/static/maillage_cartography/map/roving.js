// One tab stop for all the markers: arrow keys go to the closest one in their direction.

const DIRECTIONS = {
  ArrowRight: (dx, dy) => dx > 0 && Math.abs(dy) <= dx * 2,
  ArrowLeft: (dx, dy) => dx < 0 && Math.abs(dy) <= -dx * 2,
  ArrowDown: (dx, dy) => dy > 0 && Math.abs(dx) <= dy * 2,
  ArrowUp: (dx, dy) => dy < 0 && Math.abs(dx) <= -dy * 2,
};

export class Roving {
  constructor(container) {
    this.items = [];
    container.addEventListener("keydown", (event) => this.move(event));
    container.addEventListener("focusin", (event) => {
      if (this.items.includes(event.target)) this.choose(event.target);
    });
  }

  // The markers drawn now, each with its key: the chosen one keeps the focus when it is still there.
  // ``focused`` is asked before the old ones are taken away.
  renew(items, focused) {
    const key = this.current?.dataset.key;
    this.items = items;
    const same = items.find((item) => item.dataset.key === key);
    this.choose(same || items[0]);
    if (focused || this.pending) this.focus();
  }

  get focused() {
    return Boolean(this.current) && document.activeElement === this.current;
  }

  choose(item) {
    for (const other of this.items) other.tabIndex = other === item ? 0 : -1;
    this.current = item;
  }

  focus() {
    this.pending = false;
    this.current?.focus({ preventScroll: true });
  }

  move(event) {
    const ahead = DIRECTIONS[event.key];
    if (!ahead || !this.items.includes(event.target)) return;
    event.preventDefault();
    const from = centre(event.target);
    const steps = this.items
      .filter((item) => item !== event.target)
      .map((item) => ({ item, dx: centre(item).x - from.x, dy: centre(item).y - from.y }))
      .filter(({ dx, dy }) => ahead(dx, dy))
      .sort((a, b) => Math.hypot(a.dx, a.dy) - Math.hypot(b.dx, b.dy));
    if (!steps.length) return;
    this.choose(steps[0].item);
    this.focus();
  }
}

function centre(item) {
  const box = item.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
