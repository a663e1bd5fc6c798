import { makeStaticStyles } from '@fluentui/react-components';

/** On paper only what was made for it: it stands beside the page's own content, hidden until then. */
export const usePrintStyles = makeStaticStyles(`
.cpreport-print { display: none; }
@page chain { size: A4 landscape; margin: 10mm; }
@media print {
  body > :not(.cpreport-print) { display: none !important; }
  html, body { height: auto !important; overflow: visible !important; }
  .cpreport-print { display: block; page: chain; font: 8pt/1.35 SimSun, "Noto Serif CJK SC", serif; }
  .cpreport-print h1 { font-size: 14pt; text-align: center; margin: 0 0 2mm; }
  .cpreport-print table { width: 100%; border-collapse: collapse; margin-bottom: 4mm; break-after: auto; }
  .cpreport-print table + table { break-before: page; }
  .cpreport-print thead { display: table-header-group; }
  .cpreport-print tr { break-inside: avoid; }
  .cpreport-print th, .cpreport-print td { border: 0.5pt solid currentColor; padding: 0.5mm 1mm; text-align: right; }
  .cpreport-print thead th { text-align: center; }
  .cpreport-print tbody th { text-align: left; font-weight: normal; }
  .cpreport-print small { display: block; font-size: 6.5pt; }
}
`);
