using Kayron.Core.Queries;

namespace Kayron.Core.Changes;

/// <summary>Parameters that name a Systems Manager parameter, where what it stands for differs: the template sees that value, not the name.</summary>
public static class ResolvedChanges
{
    public static IEnumerable<ChangedParameter> Of(StackBase @base, ResourceEffects? effects)
    {
        var present = @base.Resolved ?? new Dictionary<string, string>();
        return (effects?.Resolved ?? new Dictionary<string, string>()).Where(value => value.Value != present.GetValueOrDefault(value.Key))
            .OrderBy(value => value.Key, StringComparer.Ordinal)
            .Select(value => new ChangedParameter($"{value.Key} (resolved)", present.GetValueOrDefault(value.Key), value.Value));
    }
}
