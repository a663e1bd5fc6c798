import type { Status } from '../../app/status';
import type { Words } from '../../strings/en';
import { put } from '../../strings/messages';
import type { Tone } from '../shell/SeverityIcon';

/** The state of the report in one phrase. */
export function statusText(status: Status, { header }: Words): string {
  switch (status.kind) {
    case 'checking':
    case 'unchecked':
    case 'passed':
      return header[status.kind];
    case 'unfilled':
      return put(header.unfilled, { count: status.blank });
    default:
      return put(header[status.kind], { count: status[status.kind] });
  }
}

/** What else there is, in lesser type: graver things are said first. */
export function restText(status: Status, { header }: Words): string {
  if (!('hard' in status)) return '';
  const soft = status.kind === 'hard' && status.soft > 0 ? [put(header.soft, { count: status.soft })] : [];
  const info = status.info > 0 ? [put(header.info, { count: status.info })] : [];
  return [...soft, ...info].join(' · ');
}

export const toneOf = ({ kind }: Status): Tone =>
  kind === 'hard' || kind === 'soft' || kind === 'passed' ? kind : 'neutral';
