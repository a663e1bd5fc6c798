/** Own writes come back as events. Before ExcelApi 1.14 an event does not say whose it is, so they are remembered. */
const REMEMBERED = 4000;

export class OwnWrites {
  private readonly pending = new Map<string, number>();

  expect(sheetId: string, address: string): void {
    const key = `${sheetId}!${address}`;
    if (this.pending.size >= REMEMBERED) this.pending.delete(this.pending.keys().next().value!);
    this.pending.set(key, (this.pending.get(key) ?? 0) + 1);
  }

  /** Whether this add-in wrote there; one event answers one write. */
  recognise(sheetId: string, address: string): boolean {
    const key = `${sheetId}!${address}`;
    const count = this.pending.get(key) ?? 0;
    if (count > 1) this.pending.set(key, count - 1);
    else this.pending.delete(key);
    return count > 0;
  }

  /** A write that failed will not come back. */
  clear(): void {
    this.pending.clear();
  }
}
