import { createContext, createElement, forwardRef, useContext, type HTMLAttributes } from "react";

export type AntdIconProps = HTMLAttributes<HTMLSpanElement> & { readonly spin?: boolean; readonly rotate?: number };

/** antd's ConfigProvider writes here which classes an icon bears. */
const IconContext = createContext<{ readonly prefixCls?: string; readonly rootClassName?: string }>({});
export default IconContext;

/**
 * An icon on a grid of 24: `lines` are drawn with one pen, `solid` is filled, its inner shapes left open. As wide as a letter is high,
 * in the colour of the text.
 */
export function draw(name: string, lines: string, solid = "") {
  return forwardRef<HTMLSpanElement, AntdIconProps>(function Icon({ className, spin, rotate, tabIndex, ...rest }, ref) {
    const { prefixCls = "anticon", rootClassName } = useContext(IconContext);
    const turns = spin ?? name === "loading";
    const classes = [rootClassName, prefixCls, `${prefixCls}-${name}`, turns && `${prefixCls}-spin`, className];
    const reached = tabIndex ?? (rest.onClick ? -1 : undefined);
    const style = rotate === undefined ? undefined : { transform: `rotate(${rotate}deg)` };
    const span = { role: "img", "aria-label": name, ...rest, tabIndex: reached, className: classes.filter(Boolean).join(" "), ref };
    return createElement("span", span, createElement("svg", { ...canvas, style }, lines && createElement("path", { ...pen, d: lines }), solid && createElement("path", { ...ink, d: solid })));
  });
}

const canvas = { viewBox: "0 0 24 24", width: "1em", height: "1em", "aria-hidden": true, focusable: false };
const pen = { fill: "none", stroke: "currentColor", strokeWidth: 1.75, strokeLinecap: "round", strokeLinejoin: "round" } as const;
const ink = { fill: "currentColor", fillRule: "evenodd" } as const;
