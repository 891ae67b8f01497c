export { SwapRightOutlined as default } from "../drawings.ts";
