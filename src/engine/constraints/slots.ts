/** One thing per position of a list (a contact, a unit), made when first asked for; read faster than a Map of numbers. */
export class Slots<T> {
  private readonly items: (T | undefined)[];
  private readonly opened: number[] = [];
  private readonly create: (at: number) => T;

  constructor(size: number, create: (at: number) => T) {
    this.items = Array.from<T | undefined>({ length: size });
    this.create = create;
  }

  /** True where nothing was opened. */
  get isEmpty(): boolean {
    return this.opened.length === 0;
  }

  /** What stands at a position, undefined where nothing was opened. */
  peek(at: number): T | undefined {
    return this.items[at];
  }

  /** What stands at a position, made now where it was not yet. */
  open(at: number): T {
    const known = this.items[at];
    if (known !== undefined) return known;
    const created = this.create(at);
    this.items[at] = created;
    this.opened.push(at);
    return created;
  }

  /** Everything opened with its position, in the order of opening. */
  *entries(): Iterable<[number, T]> {
    for (const at of this.opened) yield [at, this.items[at]!];
  }
}
