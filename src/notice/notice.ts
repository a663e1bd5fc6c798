/** The notice's own script, built as ES5. The page says everything without it as well. */
const address = document.querySelector<HTMLAnchorElement>('a#workbench');
// An old webview would open the link in itself, so the address is there to be copied.
if (address) address.textContent = address.href;

/** Excel takes a pane that never loads office.js for a broken one. */
function answerOffice(url: string): void {
  const script = document.createElement('script');
  script.src = url;
  script.onload = () => void Office.onReady();
  document.head.appendChild(script);
}

const officeJs = document.documentElement.getAttribute('data-office-js');
if (officeJs && /_host_info=/i.test(location.search)) answerOffice(officeJs);
