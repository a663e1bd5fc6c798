import { EmulatedExcel } from '../excel-host/excel';
import { openSample } from '../excel-host/desk';
import { paneIn, surround } from '../excel-host/page';
import { startSite } from './support/site';

const site = startSite();

test('smoke', async () => {
  const excel = new EmulatedExcel(await openSample('faulty'), 20);
  const { page, problems } = await site.open('/taskpane.html', {
    prepare: (page, origin) => surround(page, excel, `${origin}/taskpane.html`),
  });
  const t=Date.now();
  await page.waitForTimeout(6000);
  console.log(Date.now()-t, problems, excel.unknown, excel.trips.length, await paneIn(page).locator('body').innerText());
  await page.screenshot({ path: '/tmp/excelweb-1.png' });
});
