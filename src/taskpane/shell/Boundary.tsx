import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { type Language, wordsOf } from '../../strings/messages';

interface Props {
  readonly language: Language;
  readonly children: ReactNode;
  /** Of a part alone: what it speaks of. When that is another, the part is tried anew by itself. */
  readonly about?: unknown;
  /** Of the whole: puts away what was open, so that it does not break at once again. */
  readonly onReload?: () => void;
}

interface State {
  readonly broken: string | null;
  readonly about: unknown;
}

/** Keeps a broken pane from taking the page down, and a broken part from taking the pane; says that the sheet is untouched. */
export class Boundary extends Component<Props, State> {
  override state: State = { broken: null, about: this.props.about };

  static getDerivedStateFromError(reason: unknown): Pick<State, 'broken'> {
    return { broken: reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason) };
  }

  static getDerivedStateFromProps({ about }: Props, state: State): State | null {
    return about === state.about ? null : { about, broken: null };
  }

  override render(): ReactNode {
    const { broken } = this.state;
    const { about, children, language, onReload } = this.props;
    if (broken === null) return children;
    const { pane } = wordsOf(language);
    const part = about !== undefined;
    return (
      <div role="alert" style={{ padding: part ? '8px 12px' : 16, fontSize: 14 }}>
        {!part && <h1 style={{ fontSize: 16, margin: '0 0 8px' }}>{pane.brokenTitle}</h1>}
        <p style={{ margin: 0 }}>{part ? pane.partBroken : pane.brokenBody}</p>
        <pre style={{ whiteSpace: 'pre-wrap', fontSize: 12 }}>{broken}</pre>
        <Button
          appearance={part ? 'secondary' : 'primary'}
          size={part ? 'small' : 'medium'}
          onClick={() => {
            onReload?.();
            this.setState({ broken: null });
          }}
        >
          {part ? pane.retry : pane.reload}
        </Button>
      </div>
    );
  }
}
