export { RotateRightOutlined as default } from "../drawings.ts";
