/**
 * The host's side of Office.js' wire protocol: a batch of actions on object paths, answered with results or one error.
 * Knows nothing of Excel: it works on HostObjects, whose members carry the wire names (PascalCase).
 */
import { Scope } from './scope';
import {
  ACTION,
  type Action,
  type Answer,
  type Batch,
  type Entry,
  type HostObject,
  isSetter,
  missing,
  RichApiError,
  type Trip,
} from './wire';

export abstract class RichApiHost {
  limits = { request: 5e6, response: 5e6 };
  readonly trips: Trip[] = [];
  /** References that the client holds. */
  readonly references = new Map<string, HostObject>();
  /** How often each event is registered: `${type}|${target}`. */
  readonly registrations = new Map<string, number>();
  /** Set by the transport. */
  onEvents: (entries: readonly Entry[]) => void = () => undefined;
  /** Names that were asked for and are not emulated: a test fails on any. */
  readonly unknown: string[] = [];
  private readonly pending: Entry[] = [];
  private flushing = false;
  private nextId = 1;

  /** Highest N of ExcelApi 1.N. */
  abstract readonly level: number;
  abstract root(): HostObject;
  abstract create(typeName: string): HostObject;
  /** May refuse a request, or keep it waiting. */
  protected abstract admit(batch: Batch, flags: number, writes: boolean): Promise<void>;
  /** May refuse an action, the nth of its batch. */
  protected abstract admitAction(action: Action, writes: boolean): void;
  /** A batch was carried out, or broke off. */
  protected abstract done(wrote: boolean): void;

  async execute(batch: Batch, flags = 0): Promise<Answer> {
    const requestBytes = bytesOf(batch);
    const results: unknown[] = [];
    const traces: number[] = [];
    const scope = new Scope(this, batch);
    let at = 0;
    let wrote = false;
    let answer: Answer = { Results: results };
    try {
      if (requestBytes > this.limits.request) throw new RichApiError('RequestPayloadSizeLimitExceeded');
      await this.admit(batch, flags, batch.Actions.some(isSetter));
      for (; at < batch.Actions.length; at++) {
        const action = batch.Actions[at]!;
        if (action.ActionType === ACTION.trace) traces.push(action.Id);
        const writes = scope.isWrite(action);
        this.admitAction(action, writes);
        results.push({ ActionId: action.Id, Value: scope.perform(action) });
        wrote ||= writes;
      }
      at = 0;
      if (bytesOf(answer) > this.limits.response) throw new RichApiError('ResponsePayloadSizeLimitExceeded');
    } catch (reason) {
      answer = this.refusal(reason, at, results);
    }
    if (traces.length > 0) answer.TraceIds = traces;
    this.trips.push({
      requestBytes,
      responseBytes: bytesOf(answer),
      actions: batch.Actions.length,
      cleanup: batch.Actions.some(({ Name }) => Name === '_RemoveReference'),
      writes: wrote,
      flags,
      error: answer.Error?.Code,
    });
    this.done(wrote);
    this.flush();
    return answer;
  }

  /** What was carried out before the failing action stays, as in Excel. */
  private refusal(reason: unknown, at: number, results: readonly unknown[]): Answer {
    const known = reason instanceof RichApiError;
    if (!known || reason.code === 'EmulatorNotImplemented') {
      this.unknown.push(known ? (reason.location ?? '') : String((reason as Error).stack));
    }
    return {
      Error: {
        Code: known ? reason.code : 'GeneralException',
        Message: reason instanceof Error ? reason.message : String(reason),
        ...(known && reason.location ? { Location: reason.location } : {}),
        ActionIndex: at,
      },
      ProcessedResults: { Results: results },
    };
  }

  newId = (): number => this.nextId++;

  register(target: HostObject, name: string): void {
    const match = /^_(Register|Unregister)(.+)$/.exec(name)!;
    const type = target.kind.events[match[2]!];
    if (type === undefined) throw missing(target, name);
    const key = `${type}|${target.eventTarget()}`;
    const count = (this.registrations.get(key) ?? 0) + (match[1] === 'Register' ? 1 : -1);
    if (count > 0) this.registrations.set(key, count);
    else this.registrations.delete(key);
  }

  /** Queues an event for those who are registered; it goes out after the batch in hand was answered. */
  fire(type: number, targets: readonly string[], payload: object): void {
    for (const targetId of targets) {
      if (!this.registrations.has(`${type}|${targetId}`)) continue;
      this.pending.push({
        messageCategory: 65536,
        messageType: type,
        targetId,
        message: JSON.stringify(payload),
        id: this.newId(),
      });
    }
    this.flush();
  }

  /** What becomes of events on their way; faults change it. */
  protected shape(entries: readonly Entry[]): readonly Entry[] {
    return entries;
  }

  protected flush(): void {
    if (this.flushing || this.pending.length === 0) return;
    this.flushing = true;
    setTimeout(() => {
      this.flushing = false;
      const entries = this.shape(this.pending.splice(0));
      if (entries.length > 0) this.onEvents(entries);
    }, 0);
  }
}

const bytesOf = (content: unknown): number => Buffer.byteLength(JSON.stringify(content));
