import { Component, type ReactNode } from 'react';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { toShownFault } from '../../shared/messages/shown-fault.ts';

/** Keeps a defect of one page on that page. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ErrorPanel fault={toShownFault(this.state.error)} action={{ label: 'Show the page again', run: () => this.setState({ error: null }) }} />;
  }
}
