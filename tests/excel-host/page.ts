/**
 * Excel on the web around the built pane: a page of Excel's own host with the pane in a frame, which talk by messages
 * as the real ones do. Pane and client library are unmodified; the emulated Excel lives in the process of the test.
 */
import type { FrameLocator, Page } from 'playwright-core';
import type { EmulatedExcel } from './excel';
import type { Batch, Entry } from './wire';

/** One of the hosts that office.js takes for Excel, and that the pane's policy lets frame it. */
const EXCEL = 'https://excel.officeapps.live.com';
const APP = 'b1e2a7f0-0000-4000-8000-000000000001';
const CONVERSATION = 'conversation-1';
const EXCEL_WEB_APP = 16;

const KIND = { request: 0, response: 1 } as const;
const ACTION = { invoke: 0, register: 1, unregister: 2 } as const;
const RESPONSE = { call: 0, event: 1 } as const;
const DISPATCH = { loadSettings: 75, saveSettings: 76, request: 93 } as const;
/** office.js makes InvalidOperationInCellEditMode of the first, UnsupportedOperation of the second. */
const REFUSED = { editing: 5004, unsupported: 5010 } as const;

declare global {
  interface Window {
    toExcel(text: string): void;
    toPane(text: string): void;
  }
}

export interface AroundOptions {
  readonly locale?: string;
  /** False: Excel never answers the pane. */
  readonly answers?: boolean;
}

interface Message {
  readonly _messageType: number;
  readonly _actionName: string;
  readonly _actionType: number;
  readonly _correlationId: number;
  readonly _data: unknown;
}
interface Call {
  readonly DdaMethod: { readonly DispatchId: number; readonly Version: number };
  readonly ArrayData: readonly unknown[];
  readonly DdaSettingsMethod?: { readonly Properties?: readonly (readonly [string, string])[] };
}

/** Where the person sees the pane. */
export const paneIn = (page: Page): FrameLocator => page.frameLocator('iframe');

/** Puts Excel around the pane. Returns the address of Excel's page; the page goes there next. */
export async function surround(
  page: Page,
  excel: EmulatedExcel,
  pane: string,
  { locale = 'zh-CN', answers = true }: AroundOptions = {},
): Promise<string> {
  const link = new Link(page, excel, locale);
  // The pane is served by this machine; newer browsers ask a person whether a page from outside may reach it.
  await page
    .context()
    .grantPermissions(['local-network-access'], { origin: EXCEL })
    .catch(() => undefined);
  await page.exposeFunction('toExcel', (text: string) => (answers ? link.receive(text) : undefined));
  await page.route(`${EXCEL}/**`, (route) =>
    new URL(route.request().url()).pathname === '/x/_layouts/xlviewerinternal.aspx'
      ? route.fulfill({ contentType: 'text/html', body: pageAround(pane, locale) })
      : route.fulfill({ status: 204 }),
  );
  return `${EXCEL}/x/_layouts/xlviewerinternal.aspx`;
}

function pageAround(pane: string, locale: string): string {
  // type $ platform $ version $ language $ correlation $ dialog $ logging $ flags
  const hostInfo = ['Excel', 'Web', '16.01', locale, CONVERSATION, '', 'disableLogging', '0'].join('$');
  const name = JSON.stringify({
    baseFrameName: `_xdm_${CONVERSATION}`,
    hostInfo,
    serializerVersion: '1',
    xdmInfo: [CONVERSATION, APP, EXCEL].join('|'),
  });
  const address = new URL(pane);
  address.searchParams.set('_host_Info', hostInfo);
  return `<!doctype html><html lang="${locale}"><title>Excel</title>
    <style>html, body, iframe { display: block; width: 100%; height: 100%; margin: 0; border: 0 }</style>
    <script>
      addEventListener('message', ({ data }) => { if (typeof data === 'string') toExcel(data); });
      window.toPane = (text) => document.querySelector('iframe').contentWindow.postMessage(text, '*');
    </script>
    <iframe title="清洁生产报表助手" src="${escaped(address.href)}" name="${escaped(name)}"></iframe></html>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** One pane's conversation with Excel. */
class Link {
  /** What the pane listens to, by the number of the request that asked for it. */
  private readonly subscriptions = new Map<string, number>();
  private settings: readonly (readonly [string, string])[] = [];

  constructor(
    private readonly page: Page,
    private readonly excel: EmulatedExcel,
    private readonly locale: string,
  ) {
    excel.onEvents = (entries) => this.deliver(entries);
  }

  async receive(text: string): Promise<void> {
    const message = JSON.parse(text) as Message;
    if (message._messageType !== KIND.request) return;
    const answer = await this.answer(message);
    await this.post(message._actionName, message._correlationId, RESPONSE.call, answer);
  }

  private answer({ _actionName: name, _actionType: type, _correlationId, _data }: Message): unknown {
    if (type === ACTION.register) this.subscriptions.set(name, _correlationId);
    else if (type === ACTION.unregister) this.subscriptions.delete(name);
    else if (name === 'ContextActivationManager_getAppContextAsync') return this.context();
    else if (name === 'executeMethod') return this.carryOut(_data as Call);
    // Focus, Esc, F6 and the like: nothing is expected back.
    else if (name === 'ContextActivationManager_notifyHost') return null;
    else if (type !== ACTION.invoke || name !== '') this.excel.unknown.push(name);
    return { Error: 0 };
  }

  private context(): object {
    const { level, faults } = this.excel;
    const sets = {
      ExcelApi: `1.${level}`,
      DelayForCellEdit: '1.1',
      RichApiRuntime: '1.1',
      RichApiRuntimeFlag: '1.2',
      Settings: '1.1',
    };
    return {
      ...{ _id: APP, _appInstanceId: APP, _appName: EXCEL_WEB_APP, _appVersion: '16.0', _appMinorVersion: 1 },
      ...{ _appUILocale: this.locale, _dataLocale: this.locale, _docUrl: `${EXCEL}/${this.excel.book.name}` },
      ...{ _clientMode: faults.readOnly ? 0 : 1, _settings: this.settings, _reason: 'documentOpened' },
      ...{
        _osfControlType: 1,
        _eToken: '',
        _correlationId: CONVERSATION,
        _appDomains: [],
        _featureGates: {},
      },
      ...{ _requirementMatrix: JSON.stringify(sets), _dialogRequirementMatrix: '' },
      ...{ _hostFullVersion: '16.0.17928.42300', _hostCustomMessage: '', _addinName: '清洁生产报表助手' },
      ...{ _clientWindowHeight: 768, _clientWindowWidth: 320, _initialDisplayMode: 2 },
      ...{ _wacHostEnvironment: '0', _isFromWacAutomation: false },
    };
  }

  private async carryOut({ DdaMethod, ArrayData, DdaSettingsMethod }: Call): Promise<unknown> {
    const { DispatchId, Version } = DdaMethod;
    switch (DispatchId) {
      case DISPATCH.request: {
        // [caller, method, path, headers, body, permission, flags, …]
        const answer = await this.excel.execute(
          JSON.parse(String(ArrayData[4])) as Batch,
          Number(ArrayData[6]),
        );
        if (answer.Error?.Code === 'InvalidOperationInCellEditMode')
          return { Error: REFUSED.editing, Version };
        const headers = ['CONTENT-TYPE', 'application/json'];
        return { Error: 0, Version, Data: [200, headers, [JSON.stringify(answer)]] };
      }
      case DISPATCH.loadSettings:
        return { Error: 0, Version, Properties: this.settings };
      case DISPATCH.saveSettings:
        this.settings = DdaSettingsMethod?.Properties ?? [];
        return { Error: 0, Version };
      default:
        this.excel.unknown.push(`dispatch ${DispatchId}`);
        return { Error: REFUSED.unsupported, Version };
    }
  }

  private deliver(entries: readonly Entry[]): void {
    const subscription = this.subscriptions.get('richApiMessage');
    if (subscription === undefined) return;
    const rows = entries.map(({ messageCategory, messageType, targetId, message, id }) => [
      ...[messageCategory, messageType, targetId, message, id],
      false,
    ]);
    void this.post('richApiMessage', subscription, RESPONSE.event, { ArrayData: rows });
  }

  private async post(name: string, correlation: number, response: number, data: unknown): Promise<void> {
    const text = JSON.stringify({
      ...{ _messageType: KIND.response, _actionName: name, _conversationId: CONVERSATION },
      ...{ _correlationId: correlation, _origin: EXCEL, _data: data, _errorCode: 0 },
      ...{ _responseType: response, _serializerVersion: 1 },
    });
    // The page may have been closed meanwhile.
    await this.page.evaluate((message) => window.toPane(message), text).catch(() => undefined);
  }
}
