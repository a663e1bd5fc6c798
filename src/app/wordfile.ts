/** 导出 Word: the report in front as the Word file that the departments hand in. */
import type { Form } from '../core';
import { downloadFile } from './download';
import { activeReport } from './reports';
import type { ReportView, Session } from './state';

const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * Hands the report in front over as a download, with what was typed last. Returns the file's name, null where no
 * report is in front. The writer is loaded when it is first asked for; throws where that fails.
 */
export async function downloadWord(session: Session, form: Form): Promise<string | null> {
  await checked(session);
  const report = activeReport(session.getState());
  if (!report) return null;
  const { writeDocx } = await import('../word/write');
  const name = wordName(report, form);
  downloadFile(name, await writeDocx(report, form), TYPE);
  return name;
}

/** 山东省2014年度工业清洁生产工作情况报送表.docx, without what no file system takes. */
export function wordName({ region, year }: Pick<ReportView, 'region' | 'year'>, form: Form): string {
  const name = `${region ?? ''}${year === null ? '' : `${year}年度`}${form.name}`;
  return `${name.replace(/[\\/:*?"<>|\s]+/g, '')}.docx`;
}

/** Until the last edit has been looked at, or cannot be. */
function checked({ getState, subscribe }: Session): Promise<void> {
  return new Promise((done) => {
    const stop = subscribe(() => look());
    const look = (): void => {
      const { pending, fault } = getState();
      if (pending && !fault) return;
      stop();
      done();
    };
    look();
  });
}
