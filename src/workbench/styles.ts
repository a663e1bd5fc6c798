import { makeStyles, tokens } from '@fluentui/react-components';

/** Below this width sheet and pane take turns. */
export const NARROW = 720;
const narrow = `@media (max-width: ${NARROW - 0.02}px)`;

export const useStyles = makeStyles({
  page: {
    height: '100%',
    display: 'grid',
    gridTemplateRows: 'auto auto minmax(0, 1fr)',
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    padding: '4px 8px 4px 12px',
    minHeight: '40px',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { flexWrap: 'wrap', paddingLeft: '8px' },
  },
  title: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minWidth: 0,
    flexGrow: 1,
    [narrow]: { flexBasis: '100%' },
  },
  logo: { flexShrink: 0, width: '20px', height: '20px' },
  name: {
    margin: 0,
    fontSize: '14px',
    lineHeight: '20px',
    fontWeight: 600,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  divider: { flexGrow: 0, height: '20px', margin: '0 4px' },
  switch: { display: 'none', [narrow]: { display: 'inline-flex' } },
  messages: { minWidth: 0 },
  // Over the sheet: one that moves while a person works in it is worse than one covered a little.
  said: {
    position: 'fixed',
    left: '16px',
    bottom: '56px',
    zIndex: 5,
    maxWidth: 'min(720px, calc(100vw - 32px))',
    boxShadow: tokens.shadow16,
  },
  desk: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) clamp(320px, 25vw, 380px)',
    minHeight: 0,
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  rollingUp: {
    gridTemplateColumns: 'minmax(0, 1fr) clamp(320px, 34vw, 520px)',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  sheet: {
    position: 'relative',
    minHeight: 0,
    minWidth: 0,
    backgroundColor: '#ffffff',
    colorScheme: 'light',
  },
  pane: {
    minHeight: 0,
    minWidth: 0,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { borderLeft: 'none' },
  },
  away: { [narrow]: { display: 'none' } },
  // The paper is white in the dark as well, and so is what stands around it.
  canvas: { position: 'absolute', inset: 0, color: '#242424' },
  cover: {
    position: 'absolute',
    inset: 0,
    zIndex: 2,
    display: 'grid',
    alignContent: 'start',
    justifyItems: 'center',
    paddingTop: '120px',
    // A sheet's lines while there is no sheet yet.
    backgroundColor: '#ffffff',
    backgroundImage:
      'linear-gradient(#f3f3f3 24px, transparent 24px), linear-gradient(90deg, #f3f3f3 44px, transparent 44px),' +
      'linear-gradient(#e3e3e3 1px, transparent 1px), linear-gradient(90deg, #e3e3e3 1px, transparent 1px)',
    backgroundSize: '100% 100%, 100% 100%, 100% 24px, 76px 100%',
    backgroundPosition: '0 0, 0 0, 0 -1px, 43px 0',
  },
  veil: { backgroundImage: 'none', backgroundColor: 'rgba(255, 255, 255, 0.75)' },
  step: {
    padding: '16px 24px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
  },
  drop: {
    position: 'fixed',
    inset: '8px',
    zIndex: 10,
    display: 'grid',
    placeItems: 'center',
    fontSize: '20px',
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorNeutralBackgroundAlpha2,
    border: `2px dashed ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    pointerEvents: 'none',
  },
  fields: { display: 'grid', gap: '12px' },
  years: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '12px' },
});
