import type { RichApiHost } from './protocol';
import {
  ACTION,
  type Action,
  type ArgumentInfo,
  type Batch,
  type HostObject,
  isSetter,
  missing,
  type ObjectPath,
  PATH,
  RichApiError,
} from './wire';

/** The object paths of one batch; each is followed once, where it is first used. */
export class Scope {
  private readonly resolved = new Map<number, HostObject | null>();
  private readonly kept = new Map<HostObject, string>();

  constructor(
    private readonly host: RichApiHost,
    private readonly batch: Batch,
  ) {}

  isWrite(action: Action): boolean {
    if (isSetter(action)) return true;
    if (action.ActionType === ACTION.instantiate)
      return this.madeBy(this.batch.ObjectPaths[action.ObjectPathId]);
    const { ActionType, Name, ObjectPathId } = action;
    if (ActionType !== ACTION.method || Name.startsWith('_')) return false;
    return this.resolve(ObjectPathId)?.kind.writers.includes(Name) ?? false;
  }

  /** add() and copy() are paths: they are carried out when they are first instantiated. */
  private madeBy(path: ObjectPath | undefined): boolean {
    if (!path || path.ObjectPathType !== PATH.method || this.resolved.has(path.Id)) return false;
    return this.resolve(path.ParentObjectPathId)?.kind.writers.includes(path.Name) ?? false;
  }

  perform(action: Action): unknown {
    if (action.ActionType === ACTION.trace) return null;
    const target = this.resolve(action.ObjectPathId);
    switch (action.ActionType) {
      case ACTION.instantiate:
        return target && this.instantiate(target, action.ObjectPathId);
      case ACTION.query:
        return target && query(target, action.QueryInfo ?? {}, this.host.level);
      case ACTION.set:
        if (!target) return { _IsNull: true };
        demand(target, action.Name, this.host.level);
        if (!hasSetter(target, action.Name)) throw missing(target, `${action.Name} =`);
        Reflect.set(target, action.Name, this.args(action.ArgumentInfo)[0]);
        return null;
      case ACTION.method:
        return this.invoke(target, action);
      default:
        throw new RichApiError('EmulatorNotImplemented', `ActionType ${action.ActionType}`);
    }
  }

  private instantiate(target: HostObject, pathId: number): object {
    const path = this.batch.ObjectPaths[pathId]!;
    if (this.batch.AutoKeepReference && target.kind.keeps && !path.D) this.keep(target);
    const reference = this.kept.get(target);
    return { ...target.identity(), ...(reference ? { _ReferenceId: reference } : {}) };
  }

  private invoke(target: HostObject | null, { Name, ArgumentInfo: info }: Action): unknown {
    const args = this.args(info);
    if (!target) return { _IsNull: true };
    if (Name === '_KeepReference') this.keep(target);
    else if (Name === '_RemoveReference') this.host.references.delete(String(args[0]));
    else if (/^_(?:Unr|R)egister/.test(Name)) {
      demand(target, Name, this.host.level);
      this.host.register(target, Name);
    } else return call(target, Name, args, this.host.level) ?? null;
    return null;
  }

  private keep(target: HostObject): void {
    if (this.kept.has(target)) return;
    const id = `ref-${this.host.newId()}`;
    this.kept.set(target, id);
    this.host.references.set(id, target);
  }

  resolve(id: number): HostObject | null {
    if (!this.resolved.has(id)) this.resolved.set(id, this.follow(this.batch.ObjectPaths[id]));
    return this.resolved.get(id)!;
  }

  private follow(path: ObjectPath | undefined): HostObject | null {
    if (!path) throw new RichApiError('InvalidObjectPath');
    const { ObjectPathType: type, Name } = path;
    if (type === PATH.root) return this.host.root();
    if (type === PATH.none) return null;
    if (type === PATH.create) return this.host.create(Name);
    if (type === PATH.reference) {
      const found = this.host.references.get(Name);
      if (!found) throw new RichApiError('InvalidObjectPath', Name);
      this.kept.set(found, Name);
      return found;
    }
    // What hangs on a null object is a null object.
    const parent = this.resolve(path.ParentObjectPathId);
    if (!parent) return null;
    if (type === PATH.property) return read(parent, Name, this.host.level) as HostObject | null;
    if (type === PATH.indexer) return parent.item(this.args(path.ArgumentInfo)[0]);
    if (type === PATH.method) {
      return (call(parent, Name, this.args(path.ArgumentInfo), this.host.level) ?? null) as HostObject | null;
    }
    throw new RichApiError('EmulatorNotImplemented', `ObjectPathType ${type}`);
  }

  /** An argument may be an object: then it is the id of its path. */
  private args(info: ArgumentInfo | undefined): unknown[] {
    return (info?.Arguments ?? []).map((value, at) => {
      const reference = info?.ReferencedObjectPathIds?.[at];
      if (typeof reference === 'number' && reference !== 0) return this.resolve(reference);
      if (isRecord(value) && typeof value._ObjectPathId === 'number')
        return this.resolve(value._ObjectPathId);
      return value;
    });
  }
}

function query(target: HostObject, info: NonNullable<Action['QueryInfo']>, level: number): object {
  const paths = [...(info.Select ?? ['*']), ...(info.Expand ?? []).map((path) => `${path}/*`)];
  if (!target.kind.collection) return load(target, paths, level);
  const skip = info.Skip ?? 0;
  const items = target.items().slice(skip, info.Top === undefined ? undefined : skip + info.Top);
  return { _Items: items.map((item) => ({ ...privateId(item), ...load(item, paths, level) })) };
}

function load(target: HostObject, paths: readonly string[], level: number): object {
  const result: Record<string, unknown> = {};
  const nested = new Map<string, string[]>();
  for (const path of paths) {
    const [head = '', ...rest] = path.split('/');
    const name = wireName(head);
    if (head === '*') for (const scalar of target.kind.scalars) result[scalar] = read(target, scalar, level);
    else if (rest.length === 0 && target.kind.scalars.includes(name))
      result[name] = read(target, name, level);
    else nested.set(name, [...(nested.get(name) ?? []), rest.length > 0 ? rest.join('/') : '*']);
  }
  for (const [name, own] of nested) {
    const child = read(target, name, level);
    result[name] = child === null ? null : query(child as HostObject, { Select: own }, level);
  }
  return result;
}

function read(target: HostObject, name: string, level: number): unknown {
  demand(target, name, level);
  const value: unknown = Reflect.get(target, name);
  if (value === undefined) throw missing(target, name);
  return value;
}

function call(target: HostObject, name: string, args: readonly unknown[], level: number): unknown {
  demand(target, name, level);
  const method: unknown = Reflect.get(target, name);
  if (typeof method !== 'function') throw missing(target, `${name}()`);
  return Reflect.apply(method, target, args);
}

/** An older Excel does not know the newer members. */
function demand(target: HostObject, name: string, level: number): void {
  const since = target.kind.since[name] ?? 1;
  if (since > level) throw new RichApiError('ApiNotFound', `${target.kind.name}.${name}`);
}

function hasSetter(target: HostObject, name: string): boolean {
  for (let proto: object | null = target; proto; proto = Object.getPrototypeOf(proto) as object | null) {
    const descriptor = Object.getOwnPropertyDescriptor(proto, name);
    if (descriptor)
      return 'value' in descriptor ? descriptor.writable === true : descriptor.set !== undefined;
  }
  return false;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
/** load() sends names as the add-in wrote them. */
const wireName = (name: string): string =>
  name.startsWith('_') ? name : name.charAt(0).toUpperCase() + name.slice(1);

/** Items carry a private "_Id", so that the client can address them and `id` does not look loaded. */
function privateId(item: HostObject): object {
  const { Id, _Id } = item.identity();
  const id = _Id ?? Id;
  return id === undefined ? {} : { _Id: id };
}
