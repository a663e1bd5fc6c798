/** What a page and its roll-up's own thread say to each other. All of it survives a structured clone. */
import type { Finding } from '../../core';
import type { Child, Failed } from '../../core/rollup/child';
import type { Language } from '../../strings/messages';
import type { Changes } from '../contract';
import type { Recalled } from './previous';
import type { SumOptions } from './sum';

/** A file of the person's machine, under the name that is unique in this roll-up. */
export interface Source {
  readonly file: string;
  readonly blob: Blob;
  /** Day of its last change, 2015-03-31. */
  readonly modified: string | null;
}

export interface ReadOptions {
  /** null: the year that most files have. */
  readonly year: number | null;
  readonly stage: 'draft' | 'final';
  readonly currentYear: number;
  readonly language: Language;
}

export type Product = 'workbook' | 'returns' | 'csv' | 'parquet';

export type CrewOrder =
  | { readonly kind: 'read'; readonly sources: readonly Source[]; readonly options: ReadOptions }
  /** An earlier result, to be compared with. */
  | { readonly kind: 'recall'; readonly file: string; readonly blob: Blob }
  /** The form that would come of it, checked. */
  | {
      readonly kind: 'judge';
      readonly sum: SumOptions;
      readonly language: Language;
      readonly currentYear: number;
      readonly serial: number;
    }
  | {
      readonly kind: 'make';
      readonly product: Product;
      readonly sum: SumOptions;
      readonly changes: Changes | null;
      readonly due: string | null;
      readonly office: string | null;
      readonly language: Language;
      readonly currentYear: number;
    };

export type CrewReport =
  | { readonly kind: 'step'; readonly done: number; readonly total: number; readonly file: string }
  /** Without its findings: these stay in the thread. A file may arrive again, for another year. */
  | { readonly kind: 'arrived'; readonly child: Child | Failed }
  | { readonly kind: 'read'; readonly year: number | null }
  /** null: it is no result of a roll-up, or cannot be read. */
  | { readonly kind: 'recalled'; readonly recalled: Recalled | null }
  | { readonly kind: 'judged'; readonly findings: readonly Finding[]; readonly serial: number }
  | { readonly kind: 'made'; readonly name: string; readonly type: string; readonly bytes: Uint8Array }
  | { readonly kind: 'broken'; readonly detail: string };
