import Municipal

/// One course the pool may take: who stays how long, and who gets a place when.
struct ForecastCourse {
    /// A coverage in the course.
    struct Place {
        let from: Day
        let to: Day?
        let monthlyAmount: Money
        let cameFromUnemploymentBenefit: Bool
        let isEntry: Bool
    }

    private(set) var places: [Place] = []
    /// For each position of the waiting list, the day it is offered a place; `nil` if not within the horizon.
    private(set) var offeredOn: [Day?]

    private var ends: [Day] = []
    private var inside = 0
    private var nextInLine = 0

    /// Lets the pool run from today to the horizon. A place that becomes free is taken the same day.
    init(_ scenario: ForecastScenario, _ basis: ForecastBasis, chance: inout some ForecastChance) {
        offeredOn = Array(repeating: nil, count: basis.waitingFromUnemploymentBenefit.count)
        for occupant in scenario.occupants where occupant.span.to.map({ $0 > basis.today }) ?? true {
            let end = chance.leaving(
                from: max(occupant.span.from, basis.today), planned: occupant.span.to, horizon: basis.horizon)
            enter(
                Place(
                    from: occupant.span.from, to: end, monthlyAmount: occupant.monthlyAmount,
                    cameFromUnemploymentBenefit: occupant.cameFromUnemploymentBenefit, isEntry: false))
        }
        fill(on: basis.today, scenario, basis, &chance)
        while let day = ends.last, day < basis.horizon {
            while ends.last == day {
                ends.removeLast()
                inside -= 1
            }
            fill(on: day, scenario, basis, &chance)
        }
    }

    private mutating func fill(
        on day: Day, _ scenario: ForecastScenario, _ basis: ForecastBasis, _ chance: inout some ForecastChance
    ) {
        while inside < scenario.capacity, nextInLine < offeredOn.count {
            let position = nextInLine
            nextInLine += 1
            offeredOn[position] = day
            guard chance.accepts() else { continue }
            let planned = scenario.limitMonths.map { day.adding(months: $0) }
            enter(
                Place(
                    from: day, to: chance.leaving(from: day, planned: planned, horizon: basis.horizon),
                    monthlyAmount: basis.monthlyAmount,
                    cameFromUnemploymentBenefit: basis.waitingFromUnemploymentBenefit[position], isEntry: true))
        }
    }

    private mutating func enter(_ place: Place) {
        places.append(place)
        inside += 1
        guard let end = place.to else { return }
        // Kept with the latest end first, so that the next to leave is the last.
        var low = 0
        var high = ends.count
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > end { low = middle + 1 } else { high = middle }
        }
        ends.insert(end, at: low)
    }
}
