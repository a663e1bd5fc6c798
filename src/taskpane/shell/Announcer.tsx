import { useAnnounce } from '@fluentui/react-components';
import { useEffect } from 'react';
import { statusOf } from '../../app/status';
import { faultOf, noticeOf } from '../../strings/messages';
import { statusText } from '../header/status';
import { usePane } from './context';

/** Says what has changed, politely and without moving the focus. Nothing is said while something is unchecked. */
export function Announcer() {
  const { state, form, language, words } = usePane();
  const { announce } = useAnnounce();
  const status = statusOf(state, form);
  const text = status.kind === 'checking' ? null : statusText(status, words);
  useEffect(() => {
    if (text !== null) announce(text, { alert: false, batchId: 'status' });
  }, [announce, text]);

  const { fault, notice } = state;
  useEffect(() => {
    if (fault) announce(faultOf(fault.code, language), { alert: false });
  }, [announce, fault, language]);

  useEffect(() => {
    if (notice) announce(noticeOf(notice.code, notice.params, language), { alert: false });
  }, [announce, notice, language]);
  return null;
}
