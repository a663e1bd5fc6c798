/** Small objects that only read and write named fields: formats, fonts, fills, pages. */
import { HostObject } from '../wire';

export interface Fields {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}

type LeafClass = new (fields: Fields) => HostObject;

/** A class with these fields; the fields of a child are told apart by a prefix: "Fill/Color". */
export function leaf(
  name: string,
  own: readonly string[],
  children: Readonly<Record<string, LeafClass>> = {},
  since: Readonly<Record<string, number>> = {},
): LeafClass {
  class Leaf extends HostObject {
    static override readonly scalars = own;
    static override readonly since = since;
    constructor(readonly fields: Fields) {
      super();
    }
  }
  Object.defineProperty(Leaf, 'name', { value: name });
  for (const field of own) {
    Object.defineProperty(Leaf.prototype, field, {
      get(this: Leaf) {
        return this.fields.get(field) ?? null;
      },
      set(this: Leaf, value: unknown) {
        this.fields.set(field, value);
      },
    });
  }
  for (const [child, type] of Object.entries(children)) {
    Object.defineProperty(Leaf.prototype, child, {
      get(this: Leaf) {
        return new type(prefixed(this.fields, child));
      },
    });
  }
  return Leaf;
}

export const prefixed = (fields: Fields, prefix: string): Fields => ({
  get: (name) => fields.get(`${prefix}/${name}`),
  set: (name, value) => fields.set(`${prefix}/${name}`, value),
});

export const mapFields = (map: Map<string, unknown>): Fields => ({
  get: (name) => map.get(name),
  set: (name, value) => void map.set(name, value),
});
