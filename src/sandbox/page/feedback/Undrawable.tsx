import { Component, type ReactNode } from 'react';

interface UndrawableProps {
  /** What is shown instead of children that could not be drawn. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Keeps one message or view that cannot be drawn from taking the whole page down. */
export class Undrawable extends Component<UndrawableProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: UndrawableProps) {
    if (this.state.failed && before.children !== this.props.children) this.setState({ failed: false });
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
