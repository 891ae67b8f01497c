import type { RoomsText } from "../en/rooms.ts";

export const rooms: RoomsText = {
  rooms: {
    intake: { name: "抓单", does: "同步店铺订单，原始报文全部留存", empty: "没有隔离的报文。平台发来但无法识别的报文会带着原因留在这里。" },
    payment: { name: "付款核查", does: "核对到账金额与订单金额", empty: "没有待核查的订单。新订单在到账确认前停在这里。" },
    review: { name: "待审核", does: "需要人工判断的订单", empty: "没有待审核的订单。有留言、站内信、未配对 SKU 或地址问题的订单会停在这里。" },
    merge: { name: "合并订单", does: "同买家同地址的订单合成一个包裹", empty: "没有可合并的订单。同买家同地址的订单会在这里等一段时间。" },
    routing: { name: "订单规则", does: "按规则分仓、选物流", empty: "没有待分配的包裹。未分到仓库或物流的包裹停在这里。" },
    booking: { name: "物流下单", does: "向物流商下单、取面单；在配货之前或之后，看物流方式", empty: "没有待下单的包裹。被拒和结果未知的下单停在这里。" },
    allocation: { name: "配货", does: "整包占用库存；在下单之前或之后，看物流方式", empty: "没有缺货的包裹。缺货包裹在这里等到货。" },
    picking: { name: "拣货", does: "生成波次和拣货单", empty: "没有待拣货的包裹。已下单且有库存的包裹会到这里。" },
    labels: { name: "打单", does: "按拣货顺序打印面单", empty: "没有待打印的面单。拣完的包裹会到这里。" },
    shipping: { name: "扫描发货", does: "扫描验货并出库", empty: "没有待发货的包裹。打完面单的包裹会到这里。" },
    tracking: { name: "发货跟踪", does: "标记发货并跟踪到妥投", empty: "没有在途包裹。发出的包裹在这里跟踪到妥投。" },
  },
  orderStages: {
    payment: "付款核查", review: "待审核", merge: "合并订单", parcelled: "已生成包裹", cancelled: "已取消", shipped_elsewhere: "系统外已发货",
  },
  parcelStages: {
    routing: "订单规则", booking: "物流下单", allocation: "配货", picking: "拣货", labels: "打单", shipping: "扫描发货", tracking: "运输中",
    delivered: "已妥投", returned: "已退回", lost: "丢件", expired: "跟踪超期", cancelled: "已取消",
  },
  moves: {
    verify: "付款核对通过", approve: "审核通过", parcel_up: "生成包裹", recheck: "重新核查", unmerge: "撤销合并", cancel: "取消", close: "系统外已发货，关闭",
    route: "分仓选物流", book: "下单成功", allocate: "配货成功", pick: "拣货完成", label: "面单已生成", unlabel: "面单作废，退回打单", ship: "已发货", deliver: "妥投", bring_back: "退回", lose: "丢件", expire: "跟踪超期", reallocate: "重新配货", reroute: "重新走规则",
  },
  kinds: { wait: "自动等待", ask: "待人工", fault: "已停" },
  flows: "正常",
};
