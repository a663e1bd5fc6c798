/** 导出 Word: the report in front as the Word file that the departments hand in. */
import type { Form } from '../core';
import type { Language } from '../strings/messages';
import { wordWords } from '../strings/word';
import { activeReport } from './reports';
import type { AppState } from './state';

export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export interface WordFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Null where no report is in front. The writer is loaded when it is first asked for. */
export async function wordFileOf(state: AppState, form: Form, language: Language): Promise<WordFile | null> {
  const report = activeReport(state);
  if (!report) return null;
  const { writeDocx } = await import('../word/write');
  return { name: nameOf(report, form, language), bytes: await writeDocx(report, form) };
}

/** 山东省2014年度工业清洁生产工作情况报送表.docx, without what no file system takes. */
function nameOf(
  { region, year }: { region: string | null; year: number | null },
  form: Form,
  language: Language,
): string {
  const name =
    year === null
      ? `${region ?? ''}${form.name}.docx`
      : wordWords(language)
          .fileName.replace('{region}', region ?? '')
          .replace('{year}', String(year));
  return name.replace(/[\\/:*?"<>|\s]+/g, '');
}
