namespace Kayron.Core.Changes;

/// <summary>The inputs that an environment was last brought to: applied and verified, or found to change nothing.</summary>
/// <param name="Converged">CloudFormation had nothing to change for them: the releases count as current whatever the stack shows.</param>
/// <param name="StackMarker">See <see cref="StackBase.MarkerOf"/>; of the stack right after.</param>
public sealed record Baseline(PlannedInputs Inputs, string InputsDigest, bool Converged, string StackMarker, string? ChangeId, DateTimeOffset At);
