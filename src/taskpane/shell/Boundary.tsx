import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { type Language, wordsOf } from '../../strings/messages';

interface Props {
  readonly language: Language;
  readonly children: ReactNode;
}

/** Keeps a broken pane from taking the page down, and says that the sheet is untouched. */
export class Boundary extends Component<Props, { readonly broken: string | null }> {
  override state = { broken: null };

  static getDerivedStateFromError(reason: unknown): { broken: string } {
    return { broken: reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason) };
  }

  override render(): ReactNode {
    const { broken } = this.state;
    if (broken === null) return this.props.children;
    const { pane } = wordsOf(this.props.language);
    return (
      <main role="alert" style={{ padding: 16, fontSize: 14 }}>
        <h1 style={{ fontSize: 16, margin: '0 0 8px' }}>{pane.brokenTitle}</h1>
        <p>{pane.brokenBody}</p>
        <pre style={{ whiteSpace: 'pre-wrap', fontSize: 12 }}>{broken}</pre>
        <Button appearance="primary" onClick={() => this.setState({ broken: null })}>
          {pane.reload}
        </Button>
      </main>
    );
  }
}
